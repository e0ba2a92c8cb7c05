"""What a page or a sheet says, in one language, without a layout."""
