"""What the page for certificates says by itself, after a check on the phone. What a terminal says too, it says in the
terminal's words.
"""

from __future__ import annotations

from wording import say

SHARED = {
    "expired": "verify.expired",
    "altered": "verify.paper_altered",
    "out_of_time": "verify.paper_out_of_time",
    "unreadable": "verify.paper_unreadable",
    "issuer": "verify.issuer",
    "issued": "verify.issued",
    "until": "verify.until",
    "code": "verify.code",
    "compare": "verify.compare",
    "shortened": "verify.shortened",
    "specimen": "verify.specimen",
}
OWN = {
    "genuine": ("签名真实，由本中心签发", "The signature is genuine: issued by this centre"),
    "other_hub": ("不是本中心签发的", "Not issued by this centre"),
    "newer": (
        "这份证明比本页新，请联网重新打开本页",
        "This certificate is newer than this page. Open the page again with a network",
    ),
    "no_code": ("照片里没有看到二维码，请拍清楚一点", "No code was seen in the picture. Take a sharper one"),
    "no_ed25519": (
        "这个浏览器查不了签名。请换新一点的浏览器，或者联网输入验证码",
        "This browser cannot check the signature. Use a newer one, or type the code with a network",
    ),
    "revoked_unknown": (
        "还没有查有没有作废，这要有网络。",
        "Whether it was cancelled was not checked: that needs a network.",
    ),
    "ask_hub": ("联网查有没有作废", "Check whether it was cancelled"),
}


def verify_words(language: str) -> dict[str, str]:
    """All of them, by what they are for."""
    return {
        **{name: say(language, key) for name, key in SHARED.items()},
        **{name: pair[language == "en"] for name, pair in OWN.items()},
    }
