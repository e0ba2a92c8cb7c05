"""How a page or a sheet looks: on a terminal, as data, on paper."""
