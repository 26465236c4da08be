"""Spellings of addresses that no delivery may reach, and tricks that make two readers of a URL disagree.

`{}` in a URL is where its number goes; of a request over plain http it tells which URL it was.
"""

import ipaddress

CONTROL4 = "93.184.216.34"  # stands for the public internet; here it is this machine as well
CONTROL6 = "2606:2800:220:1:248:1893:25c8:1946"
NAT64_CONTROL = "64:ff9b::5db8:d822"  # CONTROL4 behind NAT64
CONTROLS = {CONTROL4, CONTROL6, NAT64_CONTROL}

INNER4 = ["127.0.0.1", "127.8.8.8", "169.254.169.254", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1",
          "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.1", "198.18.0.1", "192.0.0.192", "198.51.100.7",
          "203.0.113.9", "192.88.99.1", "0.0.0.0", "0.1.2.3", "240.0.0.1", "255.255.255.255", "224.0.0.1"]
INNER6 = ["::1", "::", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "::0001", "fd00:ec2::254",
          "FD00:EC2::254", "fd20:ce::254", "fc00::1", "fe80::1", "fe80::1%lo", "fe80::1%25lo", "fe80::1%1", "::1%lo",
          "febf::1", "fec0::1", "ff02::1", "ff0e::1", "100::1", "2001:db8::1", "2001::1", "2001:0:5ef5:79fd::1",
          "2001:10::1", "2002:7f00:1::1", "2002:a9fe:a9fe::", "2002:0a00:0001::1", "3fff::1", "5f00::1", "4000::1",
          "1::1", "64:ff9b:1::1", "64:ff9b:1::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:FF9B::0A00:0001",
          "::ffff:0:127.0.0.1", "::ffff:0:7f00:1", "::ffff:7f00:1", "::FFFF:127.0.0.1", "0:0:0:0:0:ffff:7f00:0001",
          "::ffff:127.1", "::ffff:0x7f.0.0.1", "::127.0.0.1", "::7f00:1", "::5db8:d822", "fe80::5efe:127.0.0.1",
          "0:0:0:0:0:ffff:169.254.169.254", "64:ff9b::169.254.169.254", "1200::AB00:1234::2552:7777:1313"]

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def spellings_of(text):
    """Of an IPv4 address, in all the ways that one resolver or another has been seen to take."""
    number = int(ipaddress.IPv4Address(text))
    a, b, c, d = text.split(".")
    parts = [int(part) for part in (a, b, c, d)]
    yield text
    yield from (f"{number}", f"{number:#x}", f"{number:#X}", f"0{number:o}", f"0x0000{number:08x}", f"{number + 2**32}")
    yield ".".join(f"{part:#x}" for part in parts)
    yield ".".join(f"0{part:o}" for part in parts)
    yield ".".join(f"{part:03}" for part in parts)
    yield f"{a}.{b}.{parts[2] * 256 + parts[3]}"
    yield f"{a}.{number & 0xffffff}"
    yield f"{parts[0]:#x}.0{parts[1]:o}.{c}.{d}"
    yield from (f"{text}.", f"{text}..", f".{text}", text.replace(".", "。"), text.replace(".", "．"))
    yield from (text.translate(FULL_WIDTH), text.translate(CIRCLED), text.translate(ARABIC))
    yield from ("".join(f"%{ord(each):02x}" for each in text), text.replace(".", "%2e"), f"{text}%00", f"{text}%20")
    high, low = number >> 16, number & 0xffff
    yield from (f"[::ffff:{text}]", f"[::ffff:{high:x}:{low:x}]", f"[::{text}]", f"[64:ff9b::{text}]",
                f"[2002:{high:x}:{low:x}::1]", f"[{text}]")


# The spellings of a few, and the plain form of all.
SPELT = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "168.63.129.16"]
LITERALS = [f"http://{spelling}:443/{{}}" for text in SPELT for spelling in spellings_of(text)]
LITERALS += [f"{scheme}://{text}:{port}/{{}}" for text in INNER4 for scheme, port in [("http", 443), ("https", 8443)]]
LITERALS += [f"http://[{text}]:443/{{}}" for text in INNER6]
LITERALS += [f"http://{text}:443/{{}}" for text in ["::1", "::ffff:127.0.0.1", "[::1", "::1]", "[[::1]]", "[]",
                                                    "[::1]x", f"[::1]{CONTROL4}", f"[{CONTROL6}]127.0.0.1", "[v1.127]"]]
LITERALS += [f"http://{host}:443/{{}}" for host in ["0", "00", "0x", "0x0", "1", "127.1", "127.0.1", "0177.1", "0x7f.1",
                                                    "0X7F.1", "127.0.0.0x1", "127.0.0.08", "127.0.0.256", "1.1.1.256",
                                                    "4294967295", "4294967296", "127.0.0.1.1", "0x7f000001.", "1e0",
                                                    "-1", "+2130706433", "127.0.0.-1", "127 .0.0.1", "0b1", "0o177.1"]]

TRICKS = [trick.replace("GOOD", CONTROL4) for trick in [
    "http://GOOD:443@127.0.0.1:443/{}", "http://127.0.0.1:443@GOOD:443/{}", "http://user@GOOD:443/{}",
    "http://user:secret@GOOD:443/{}", "http://@GOOD:443/{}", "http://:@GOOD:443/{}", "http://GOOD@:443/{}",
    "http://GOOD:443\\@127.0.0.1:443/{}", "http://127.0.0.1:443\\@GOOD:443/{}", "http:\\\\127.0.0.1:443/{}",
    "http://GOOD:443\\.127.0.0.1/{}", "http://GOOD:443#@127.0.0.1:443/{}", "http://127.0.0.1#@GOOD:443/{}",
    "http://127.0.0.1:443?@GOOD:443/{}", "http://127.0.0.1:443/@GOOD:443/{}", "http://GOOD:443/{}#fragment",
    "http://GOOD;127.0.0.1:443/{}", "http://GOOD,127.0.0.1:443/{}", "http://GOOD&127.0.0.1:443/{}",
    "http://GOOD 127.0.0.1:443/{}", "http://GOOD\t127.0.0.1:443/{}", "http://GOOD|127.0.0.1:443/{}",
    "http:///127.0.0.1:443/{}", "http:127.0.0.1:443/{}", "http:/127.0.0.1:443/{}", "//127.0.0.1:443/{}",
    "127.0.0.1:443/{}", "http//127.0.0.1:443/{}", "http://http://127.0.0.1:443/{}", "http://:443/{}", "http:///{}",
    "http://", "http:", "https", "", " ", "http://./{}", "http://../{}", "http://GOOD../{}", "http://-/{}",
    " http://127.0.0.1:443/{}", "\thttp://127.0.0.1:443/{}", "http://127.0.0.1:443/{} ", "ht\ttp://127.0.0.1:443/{}",
    "http://127.0\t.0.1:443/{}", "http://127.0.0\n.1:443/{}", "http://\r\n127.0.0.1:443/{}",
    "http://127.0.0.1\0:443/{}",
    "http://GOOD\0.127.0.0.1:443/{}", "http://GOOD:443/{}\r\nHost: 127.0.0.1", "http://GOOD:443/{} HTTP/1.1\r\nX: ",
    "http://GOOD\r\n:443/{}", "http://GOOD%0d%0a:443/{}", "http://GOOD%09:443/{}", "http://GOOD%23@127.0.0.1:443/{}",
    "http://GOOD%2f@127.0.0.1:443/{}", "http://GOOD%5c@127.0.0.1:443/{}", "http://GOOD%40127.0.0.1:443/{}",
    "http://127.0.0.1%2f.example.com:443/{}", "http://127.0.0.1%23.example.com:443/{}", "http://localhost%00:443/{}",
    "http://loc%61lhost:443/{}", "http://GOOD:0443/{}", "http://GOOD:+443/{}", "http://GOOD:-443/{}",
    "http://GOOD:443443/{}", "http://GOOD:65979/{}", "http://GOOD:4294967739/{}", "http://GOOD:0x1bb/{}",
    "http://GOOD:４４３/{}", "http://GOOD: 443/{}", "http://GOOD:443 /{}", "http://GOOD:/{}", "http://GOOD:0/{}",
    "http://GOOD:443:80/{}", "http://GOOD::443/{}", "http://GOOD:443.0/{}", "http://GOOD:https/{}", "http://GOOD:22/{}",
    "http://GOOD:25/{}", "http://GOOD:6379/{}", "http://GOOD:5432/{}", "http://GOOD/{}", "https://GOOD:80/{}",
    "file:///etc/passwd", "file://GOOD:443/{}", "gopher://GOOD:443/{}", "ftp://GOOD:443/{}", "ws://GOOD:443/{}",
    "unix:///run/defectd/admin.sock", "http+unix://%2frun%2fadmin.sock/{}", "httpx://GOOD:443/{}", "dict://GOOD:443/{}",
    "javascript:http://GOOD:443/{}", "data:,http://GOOD:443/{}", "jar:http://GOOD:443/{}!/", "ｈｔｔｐ://GOOD:443/{}",
    "http://GOOD:443/{}/%", "http://GOOD:443/{}/%2", "http://GOOD:443/{}/%zz", "http://GOOD:443/{}/\x7f",
    "http://GOOD:443/{}/é", "http://GOOD:443/{}/\u2028", "http://GOOD:443/{}/" + "a" * 2048,
    "http://ｌｏｃａｌｈｏｓｔ:443/{}", "http://loc\u00adalhost:443/{}", "http://local\u200bhost:443/{}",
    "http://\u202e1.0.0.721:443/{}", "http://127.0.0.1\ufe00:443/{}", "http://①②⑦.⓪.⓪.①:443/{}",
    "http://localhost\u3002:443/{}", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:443/{}", "http://ß.inner.test:443/{}",
    "http://\u212a.test:443/{}",
]]
# What no YAML text can hold comes from a file.
RAW = [b"http://127.0.0\xc0\xae1:443/{}", b"\xef\xbb\xbfhttp://127.0.0.1:443/{}", b"http://127.0.0.1:443/{}\n\n",
       b"http://127.0.0.1:443/{}\r\n", b"\nhttp://93.184.216.34:443/{}",
       b"http://93.184.216.34\xff:443/{}", b"http://93.184.216.34\x80127.0.0.1:443/{}",
       "http://127.0.0.1:443/{}".encode("utf-16"), b"http://93.184.216.34\0:443/{}", b"\0" * 20,
       b"http://93.184.216.34:443/{}\nhttp://127.0.0.1:443/{}"]

# Names that the hosts file or the name server of the test answers.
HOSTS = {
    "inner.test": ["127.0.0.1"], "in_ner.test": ["127.8.8.8"], "private.test": ["10.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"], "azure.test": ["168.63.129.16"], "six.test": ["::1"],
    "ula.test": ["fd00:ec2::254"], "mapped.test": ["::ffff:127.0.0.1"], "translated.test": ["64:ff9b::7f00:1"],
    "sixtofour.test": ["2002:7f00:1::1"], "compatible.test": ["::127.0.0.1"], "zero.test": ["0.0.0.0"],
    "unspecified.test": ["::"], "shared.test": ["100.64.0.1"], "site.test": ["fec0::1"], "link.test": ["fe80::1"],
    "mixed.test": [CONTROL4, "127.0.0.1"], "mixed-first.test": ["127.0.0.1", CONTROL4],
    "mixed-six.test": [CONTROL4, "fd00:ec2::254"], "mixed-mapped.test": [CONTROL6, "::ffff:10.0.0.1"],
    "mixed-many.test": [CONTROL4, CONTROL6, "192.168.1.1"],
    "0x7f000001.test": ["127.0.0.1"], "127.0.0.1.inner.test": ["127.0.0.1"], "xn--inner-test.test": ["127.0.0.1"],
    "localhost": ["127.0.0.1", "::1"], "ip6-localhost": ["::1"], "broadcast.test": ["255.255.255.255"],
    "a" * 63 + ".inner.test": ["127.0.0.1"], "b" * 64 + ".inner.test": ["127.0.0.1"],
    ".".join(["c" * 60] * 4) + ".test": ["127.0.0.1"], ".".join(["d" * 60] * 4) + ".inner.test": ["127.0.0.1"],
    ".".join("e" * 124) + ".test": ["127.0.0.1"],
}
INNER_NAMES = [f"http://{name}:443/{{}}" for name in HOSTS]
INNER_NAMES += [f"http://{name}:443/{{}}" for name in [
    "INNER.TEST", "Inner.Test", "inner.test.", "inner.test..", ".inner.test", "inner..test", "LOCALHOST", "localhost.",
    "foo.localhost", "-inner.test", "inner-.test", "inner.test-", "_inner.test", "in%6eer.test", "inner.test%00",
    "*.test",
    "inner,test", "inner.test;", "'inner.test'", "$(inner.test)", "inner\u3002test", "ｉｎｎｅｒ.test", "inner.test:443@",
    # Answered by the name server:
    "metadata.dns.test", "private.dns.test", "six.dns.test", "mapped.dns.test", "mixed.dns.test", "mixed-six.dns.test",
    "alias.dns.test", "crowd.dns.test", "127-0-0-1.dns.test", "servfail.dns.test", "nothing.dns.test",
    "silent.dns.test"]]
INNER_NAMES += [f"https://{name}/{{}}" for name in ["inner.test", "mixed.test", "mixed-six.test", "metadata.dns.test"]]

NEVER = LITERALS + TRICKS + INNER_NAMES + RAW

# Whatever is done about these, only the control may be reached.
EITHER = [f"http://[::ffff:{CONTROL4}]:443/{{}}", f"http://[64:ff9b::{CONTROL4}]:443/{{}}",
          f"http://[{NAT64_CONTROL}]:443/{{}}", "http://93.184.55330:443/{}", "http://1572395042:443/{}",
          f"http://{CONTROL4}.:443/{{}}", "http://control.test.:443/{}", f"http://{CONTROL4}:443/{{}}/../../127.0.0.1",
          f"http://{CONTROL4}:443/{{}}/%2e%2e/%00/%0d%0a", "http://nat64.test:443/{}", "http://0xg.dns.test:443/{}",
          f"http://{CONTROL4}:443/{{}}\r\n".encode()]

# The dial tone: without these reached, nothing else here proves anything.
PUBLIC = [f"http://{CONTROL4}:443/{{}}", f"http://{CONTROL4}:8443/{{}}", f"HTTP://{CONTROL4}:443/{{}}",
          f"hTTp://{CONTROL4}:443/{{}}", f"http://[{CONTROL6}]:443/{{}}", f"http://[{CONTROL6.upper()}]:443/{{}}",
          "http://[2606:2800:0220:0001:0248:1893:25c8:1946]:443/{}", "http://control.test:443/{}",
          "http://CONTROL.Test:443/{}", "http://con_trol.test:443/{}", "http://control6.test:443/{}",
          "http://both.test:443/{}", f"http://{CONTROL4}:443/{{}}?@127.0.0.1:443/",
          f"http://{CONTROL4}:443/{{}}/@127.0.0.1",
          f"http://{CONTROL4}:443/{{}}?url=http://127.0.0.1:443/", f"http://{CONTROL4}:443/{{}}//127.0.0.1/",
          "http://127.0.0.1.evil.test:443/{}", "http://169.254.169.254.evil.test:443/{}",
          "http://control.dns.test:443/{}",
          "http://control6.dns.test:443/{}", "http://alias-good.dns.test:443/{}",
          f"http://{CONTROL4}:443/{{}}/" + "a" * 2000]
HOSTS_PUBLIC = {"control.test": [CONTROL4], "con_trol.test": [CONTROL4], "control6.test": [CONTROL6],
                "both.test": [CONTROL4, CONTROL6], "127.0.0.1.evil.test": [CONTROL4],
                "169.254.169.254.evil.test": [CONTROL4], "nat64.test": [NAT64_CONTROL]}
