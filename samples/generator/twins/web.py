"""A page of a portal around the document: navigation, crumbs, the article with tables, attachments, a foot.

Portals differ: headings are tags or bold paragraphs, tables have heads of ``th`` or ``td``, old ones lay everything out
in tables and are written in GBK under the name gb2312.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from generator.content import Heading, Line, Paragraph, Sides, TableItem, flat
from generator.grid import Table, place

if TYPE_CHECKING:
    from generator.build import Generated

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_MENU = ("首页", "新闻中心", "政务公开", "办事服务", "互动交流")


def to_html(made: Generated) -> bytes:
    """The document as a web page."""
    rng = random.Random(f"page/{made.about.style}/{made.about.seed}")
    page = _Page(
        made, old=rng.random() < 0.4, tags=rng.random() < 0.5, charset=rng.choice(("utf-8", "utf-8", "gb2312"))
    )
    return page.text().encode("gb18030" if page.charset == "gb2312" else "utf-8")


class _Page:
    def __init__(self, made: Generated, *, old: bool, tags: bool, charset: str) -> None:
        self.made, self.old, self.tags, self.charset = made, old, tags, charset

    def text(self) -> str:
        about = self.made.about
        title = f"{about.year}年{about.department}部门{'决算' if 'final' in about.kind else '预算'}公开"
        menu = "".join(f'<li><a href="/{at}/">{name}</a></li>' for at, name in enumerate(_MENU))
        body = "\n".join(self._article())
        article = (
            f'<table width="1000" align="center" border="0"><tr><td width="180" valign="top"><ul>{menu}</ul></td>'
            f'<td valign="top"><div class="TRS_Editor">{body}</div></td></tr></table>'
            if self.old
            else f'<main><article class="content" id="zoom">{body}</article></main>'
        )
        return (
            "<!DOCTYPE html>\n"
            f'<html lang="zh-CN"><head><meta charset="{self.charset}"><title>{escape(title)}</title>'
            "<style>.nav{background:#b00}td{border:1px solid}</style>"
            "<script>var views = 2024; document.title += '';</script></head>\n<body>"
            f'<header><div class="logo"><a href="/">某某县人民政府</a></div><nav class="nav"><ul>{menu}</ul></nav></header>'
            f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/czxx/">财政信息</a> &gt; 部门预决算</div>\n'
            f'<h1 class="article-title">{escape(title)}</h1>'
            f'<div class="info">发布时间：{about.year}-02-05　来源：办公室　浏览次数：1024　字号：[大 中 小]</div>\n'
            f"{article}\n"
            '<div class="share">分享到：<a href="#">微信</a></div>'
            '<ul class="related"><li><a href="/a/1.html">上一篇：办公用品采购公告</a></li></ul>'
            "<footer>版权所有：某某县人民政府　备案号：某ICP备00000001号　网站标识码：0000000000</footer></body></html>\n"
        )

    def _article(self) -> Iterator[str]:
        for piece in flat(self.made.record.items):
            if isinstance(piece, Heading):
                yield self._heading(piece)
            elif isinstance(piece, TableItem):
                yield self._table(piece.table)
            elif isinstance(piece, Sides):
                yield f'<p>{escape(piece.left)}<span style="float:right">{escape(piece.right)}</span></p>'
            elif isinstance(piece, Line):
                text = escape(piece.text) + (f"{'.' * 20}{piece.target}" if piece.target else "")
                yield f'<p style="text-align:{_ALIGN[piece.align]}">{text}</p>'
            elif isinstance(piece, Paragraph):
                indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if self.old else "　　"
                yield f"<p>{indent}{escape(piece.text)}</p>"

    def _heading(self, piece: Heading) -> str:
        text = escape(f"{piece.before}{piece.title}")
        if self.tags:
            return f"<h{piece.level + 1}>{text}</h{piece.level + 1}>"
        if piece.align == "centre":
            return f'<p style="text-align: center;"><strong><span style="font-size:20px">{text}</span></strong></p>'
        return f"<p><strong>　　{text}</strong></p>"

    def _table(self, table: Table) -> str:
        rows = [*table.header, *table.body]
        cells: list[list[str]] = [[] for _ in rows]
        for one in place(rows, len(table.widths)):
            tag = "th" if self.tags and one.top < len(table.header) else "td"
            spans = f' colspan="{one.cell.columns}"' if one.cell.columns > 1 else ""
            spans += f' rowspan="{one.cell.rows}"' if one.cell.rows > 1 else ""
            text = escape(one.cell.text).replace("\n", "<br>") or "&nbsp;"
            inner = f"<p><span>{text}</span></p>" if self.old else text
            cells[one.top].append(f"<{tag}{spans}>{inner}</{tag}>")
        lines = [f"<tr>{''.join(line)}</tr>" for line in cells]
        return f'<table border="1" cellspacing="0"><tbody>\n{chr(10).join(lines)}\n</tbody></table>'
