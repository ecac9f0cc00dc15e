"""`python -m yizhan` is the program `yizhan`."""

from yizhan.config.command import main

if __name__ == "__main__":
    main()
