"""The laws of the house: each is a function here, shown to catch a planted violation, and run over the whole tree."""
