"""python -m desktop: the window without a command, else the command line."""

from desktop.cli import main

if __name__ == "__main__":
    main()
