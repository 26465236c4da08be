"""Documents that are generated from the program."""

import os
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(os.environ["DEFECTD_SOURCE"])


class Documents(unittest.TestCase):
    maxDiff = None

    def test_the_page_of_commands_is_what_the_help_texts_say(self):
        printed = subprocess.run([SOURCE / "script/command-docs", os.environ["DEFECTD"]], check=True,
                                 capture_output=True, text=True, encoding="utf-8").stdout
        committed = (SOURCE / "docs/commands.md").read_text(encoding="utf-8")
        self.assertEqual(committed, printed, "build the target command_docs")


if __name__ == "__main__":
    unittest.main()
