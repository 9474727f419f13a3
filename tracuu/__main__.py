"""`python -m tracuu` is the command `tracuu`."""

import sys

from tracuu.cli import main

sys.exit(main())
