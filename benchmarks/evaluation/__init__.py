"""How well the text engine does, against what people marked."""
