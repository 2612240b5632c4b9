"""What the page for papers says by itself, after a check on the phone: Chinese and English."""

from __future__ import annotations

WORDS = {
    "genuine": ("签名真实：由本中心签发", "A genuine signature of this hub"),
    "expired": ("签名真实，但已过查验有效期", "A genuine signature, but past its last day"),
    "altered": ("内容被改动过：与签名不符", "It was changed: the signature does not fit"),
    "other_hub": ("不是本中心签发的", "Not issued by this hub"),
    "out_of_time": (
        "签名的时间不对，请联系本中心",
        "The time of the signature is wrong; please ask this hub",
    ),
    "newer": (
        "这份证明比本页新，请联网重新打开本页",
        "This paper is newer than this page; open the page anew",
    ),
    "unreadable": ("不是证明的二维码内容，或内容不完整", "Not the code of a paper, or not all of it"),
    "no_code": ("照片里没有找到二维码，请拍清楚一点", "No QR code in the picture; please take a sharper one"),
    "no_ed25519": (
        "这个浏览器验不了签名：请换新一点的浏览器，或联网输入验证码",
        "This browser cannot check the signature: use a newer one, or type the code with a network",
    ),
    "issuer": ("出具机构", "Issued by"),
    "issued": ("出具时间", "Issued"),
    "until": ("查验有效期至", "Until"),
    "code": ("验证码", "Code"),
    "compare": (
        "请逐项核对纸面内容与此处一致；纸上的其他内容这里验不了，联网可与原件比对。",
        "Check that the paper says the same, line by line. The rest of it can be compared with a network.",
    ),
    "shortened": ("纸上还有更多内容，二维码里放不下。", "The paper says more than the code has room for."),
    "revoked_unknown": (
        "还没有查是否已作废，这要有网络。",
        "Whether it was revoked was not asked: that needs a network.",
    ),
    "ask_hub": ("联网查是否已作废", "Ask whether it was revoked"),
    "specimen": ("演示样张，无效。", "A demonstration specimen, not valid."),
}
