"""``python -m fruitful``."""

from fruitful.cli import main

if __name__ == "__main__":
    main()
