"""Printed text made comparable: width, radicals, quotes, blanks. For comparing only; printed text is kept as it is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# CJK Radicals Supplement glyphs that fonts put in place of the character (Kangxi radicals go by NFKC).
RADICALS = str.maketrans(
    "⺀⺁⺄⺅⺆⺈⺊⺋⺌⺍⺎⺏⺑⺒⺓⺔⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯"
    "⺰⺱⺲⺳⺶⺷⺸⺹⺺⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜"
    "⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "冫厂乙亻冂刀卜卩小小尢尢尢巳幺彑心扌攵旡日月歺母民氵氺灬爪爫丬牛犭王疋目示礻竹糹"
    "纟罓罒网羊羊羊耂肀肉臼艹艹虎衤西西见角角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞"
    "食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
)
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
_IDEOGRAPHS = RADICALS | {
    code: normal
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAD9))
    for code in range(first, last + 1)
    if len(normal := unicodedata.normalize("NFKC", chr(code))) == 1
}
_RADICAL = re.compile("[\u2e80-\u2eff]")
"""Characters of ``RADICALS``; few texts have one."""
_MARK = re.compile(f"[{''.join(map(chr, _MARKS))}]")
_SPACE = re.compile(r"\s+")
_CJK = r"\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_GAP = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")


def ideographs(text: str) -> str:
    """The same text, radical and compatibility glyphs as the characters they are: ⽀ is 支, ⻋ is 车.

    Fonts of some makers map a character to the code point of its radical; the page shows the character. One for one, so
    positions stay valid; ①, ㎡ and full-width forms stay as printed.
    """
    return text.translate(_IDEOGRAPHS)


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Comparable form: NFKC, radicals mapped, one kind of quotes and dashes, no white space at all."""
    if not text.isascii():
        if _RADICAL.search(text):
            text = text.translate(RADICALS)
        text = unicodedata.normalize("NFKC", text)
        if _MARK.search(text):
            text = text.translate(_MARKS)
    return _SPACE.sub("", text)


class _Folded(dict[int, str]):
    """Code to its folded character; each is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(RADICALS).translate(_MARKS)
        normal = unicodedata.normalize("NFKC", char) if ord(char) > 127 else char
        keep = len(normal) == 1 and unicodedata.category(char) != "No"
        self[code] = found = normal if keep else char
        return found


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Like ``plain`` but the same length character by character, white space kept: positions stay valid.

    Only one-to-one mappings are applied (full-width to half-width, radicals, quotes); ① stays ①.
    """
    return text if text.isascii() else text.translate(_FOLDED)


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
