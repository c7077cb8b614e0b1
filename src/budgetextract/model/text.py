"""Printed text made comparable: width, radicals, quotes, blanks. For comparing only; what is printed is kept as it is."""

from __future__ import annotations

import re
import unicodedata

# CJK Radicals Supplement glyphs that fonts put in place of the character (Kangxi radicals go by NFKC).
RADICALS = str.maketrans(
    {
        "⺀": "冫", "⺁": "厂", "⺄": "乙", "⺅": "亻", "⺆": "冂", "⺈": "刀", "⺊": "卜", "⺋": "卩", "⺌": "小", "⺍": "小",
        "⺎": "尢", "⺏": "尢", "⺑": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺗": "心", "⺘": "扌", "⺙": "攵", "⺛": "旡",
        "⺜": "日", "⺝": "月", "⺞": "歺", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "氺", "⺣": "灬", "⺤": "爪", "⺥": "爫",
        "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹",
        "⺰": "纟", "⺱": "罓", "⺲": "罒", "⺳": "网", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "耂", "⺺": "肀", "⺼": "肉",
        "⺽": "臼", "⺾": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "西", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角",
        "⻈": "讠", "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長",
        "⻒": "镸", "⻓": "长", "⻔": "门", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞",
        "⻝": "食", "⻟": "飠", "⻠": "饣", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦",
        "⻩": "黄", "⻪": "黾", "⻫": "斉", "⻬": "齐", "⻭": "歯", "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻱": "龟", "⻲": "亀",
        "⻳": "龟",
    }
)  # fmt: skip
_MARKS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "″": '"',
        "＂": '"',
        "〝": '"',
        "〞": '"',
        "‘": "'",
        "’": "'",
        "—": "-",
        "–": "-",
        "−": "-",
        "﹣": "-",
        "‐": "-",
        "‑": "-",
        "•": "·",
        "・": "·",
        "‧": "·",
        "∶": ":",
    }
)
_SPACE = re.compile(r"\s+")
_CJK = r"\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_GAP = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")


def plain(text: str) -> str:
    """Comparable form: NFKC, radicals mapped, one kind of quotes and dashes, no white space at all."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(RADICALS)).translate(_MARKS))


def fold(text: str) -> str:
    """Like ``plain`` but the same length character by character, white space kept: positions stay valid.

    Only one-to-one mappings are applied (full-width to half-width, radicals, quotes); ① stays ①.
    """
    out = []
    for char in text.translate(RADICALS).translate(_MARKS):
        normal = unicodedata.normalize("NFKC", char) if ord(char) > 127 else char
        keep = len(normal) == 1 and not (unicodedata.category(char) == "No")
        out.append(normal if keep else char)
    return "".join(out)


def close_gaps(text: str) -> str:
    """White space between Chinese characters removed (justified or letter-spaced setting); other blanks single."""
    return _SPACE.sub(" ", _CJK_GAP.sub("", text)).strip()


def is_cjk(char: str) -> bool:
    """True for an ideograph."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\u2e80" <= char <= "\u2fdf"
        or "\uf900" <= char <= "\ufaff"
    )
