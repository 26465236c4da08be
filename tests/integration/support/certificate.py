"""A certificate for 127.0.0.1, trusted by a client that is given its file."""

import subprocess


def self_signed(file):
    """Makes `file` with a key and the certificate; None where there is no `openssl` to make it."""
    try:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
                        "-keyout", f"{file}.key", "-out", f"{file}.crt"], check=True, capture_output=True)
    except FileNotFoundError:
        return None
    with open(file, "w", encoding="ascii") as both:
        for part in ["key", "crt"]:
            with open(f"{file}.{part}", encoding="ascii") as text:
                both.write(text.read())
    return file
