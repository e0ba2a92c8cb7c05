"""From words to the entries that answer them."""
