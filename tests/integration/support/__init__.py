"""What the tests that drive the built daemon from outside share."""
