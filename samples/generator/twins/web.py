"""A page of a portal around the document: navigation, crumbs, the article with tables, attachments, a foot."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from generator.content import Group, Heading, Item, Line, Paragraph, Piece, Sides, TableItem
from generator.grid import Placed, Table, place
from generator.twins.looks import PageLook, page_look
from generator.twins.numbers import number_of
from generator.twins.pasted import with_title_inside

if TYPE_CHECKING:
    from generator.about import About
    from generator.build import Generated

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_MENU = ("首页", "新闻中心", "政务公开", "办事服务", "互动交流")


def to_html(made: Generated) -> bytes:
    """The document as a web page; a page in GBK says gb2312, as they do."""
    look = page_look(random.Random(f"page/{made.about.style}/{made.about.seed}"))
    return _Page(made, look).text().encode("gb18030" if look.gbk else "utf-8")


def page_title(about: About) -> str:
    """What the portal itself calls the document, above it."""
    return f"{about.year}年{about.department}部门{'决算' if 'final' in about.kind else '预算'}公开"


class _Page:
    def __init__(self, made: Generated, look: PageLook) -> None:
        self.made, self.look = made, look

    def text(self) -> str:
        about = self.made.about
        title = page_title(about)
        menu = "".join(f'<li><a href="/{at}/">{name}</a></li>' for at, name in enumerate(_MENU))
        body = "\n".join(self._article())
        article = (
            f'<table width="1000" align="center" border="0"><tr><td width="180" valign="top"><ul>{menu}</ul></td>'
            f'<td valign="top"><div class="TRS_Editor">{body}</div></td></tr></table>'
            if self.look.old
            else f'<main><article class="content" id="zoom">{body}</article></main>'
        )
        return (
            "<!DOCTYPE html>\n"
            f'<html lang="zh-CN"><head><meta charset="{"gb2312" if self.look.gbk else "utf-8"}">'
            f"<title>{escape(title)}</title>"
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
        run: list[str] = []
        for piece in self._pieces(self.made.record.items):
            if self.look.lines and isinstance(piece, Paragraph):
                run.append(piece.text)
                continue
            if run:
                yield self._paragraph("<br>\n".join(f"　　{escape(text)}" for text in run))
                run = []
            yield self._piece(piece)
        if run:
            yield self._paragraph("<br>\n".join(f"　　{escape(text)}" for text in run))

    def _pieces(self, items: Sequence[Item]) -> Iterator[Piece]:
        for item in items:
            if isinstance(item, Group):
                yield from with_title_inside(item) if self.look.pasted and item.apart else item.pieces
            else:
                yield item

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Heading):
            return self._heading(piece)
        if isinstance(piece, TableItem):
            return self._table(piece.table)
        if isinstance(piece, Sides):
            return f'<p>{escape(piece.left)}<span style="float:right">{escape(piece.right)}</span></p>'
        if isinstance(piece, Line):
            text = escape(piece.text) + (f"{'.' * 20}{piece.target}" if piece.target else "")
            return self._paragraph(text, f'style="text-align:{_ALIGN[piece.align]}"')
        if isinstance(piece, Paragraph):
            indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if self.look.old else "　　"
            return self._paragraph(f"{indent}{escape(piece.text)}")
        return ""

    def _paragraph(self, inner: str, attributes: str = "") -> str:
        if self.look.office:
            inner = re.sub(r"[0-9.,%]+(?![^<&]*[>;])", r'<span lang=EN-US style="font-family:仿宋">\g<0></span>', inner)
            return f"<p class=MsoNormal {attributes}><span>{inner}<o:p></o:p></span></p>"
        if self.look.pretty:
            inner = re.sub(r"([，；])(?![^<]*>)", r"\1\n      ", inner)
            return f"<p {attributes}>\n      {inner}\n    </p>"
        return f"<p {attributes}>{inner}</p>"

    def _heading(self, piece: Heading) -> str:
        text = escape(f"{piece.before}{piece.title}")
        if self.look.tags:
            return f"<h{piece.level + 1}>{text}</h{piece.level + 1}>"
        if piece.align == "centre":
            return f'<p style="text-align: center;"><strong><span style="font-size:20px">{text}</span></strong></p>'
        return f"<p><strong>　　{text}</strong></p>"

    def _table(self, table: Table) -> str:
        rows = [*table.header, *table.body]
        cells: list[list[str]] = [[] for _ in rows]
        for one in place(rows, len(table.widths)):
            cells[one.top].append(self._cell(table, one))
        lines = [f"<tr>{''.join(line)}</tr>" for line in cells]
        columns = f"<col width=72 span={len(table.widths)}>" if self.look.office else ""
        if self.look.office:  # a row that Excel had hidden
            lines.append(f"<tr style='display:none'>{'<td>8888.88</td>' * len(table.widths)}</tr>")
        return f'<table border="1" cellspacing="0">{columns}<tbody>\n{chr(10).join(lines)}\n</tbody></table>'

    def _cell(self, table: Table, one: Placed) -> str:
        tag = "th" if self.look.tags and one.top < len(table.header) else "td"
        spans = f' colspan="{one.cell.columns}"' if one.cell.columns > 1 else ""
        spans += f' rowspan="{one.cell.rows}"' if one.cell.rows > 1 else ""
        text = escape(one.cell.text).replace("\n", "<br>") or "&nbsp;"
        if self.look.office:
            number = number_of(one.cell.text)
            exact = f' align=right x:num="{number.value + 0.0031:.6f}"' if number else ""
            text = f"<span style='mso-spacerun:yes'>&nbsp;</span>{text} " if number else text
            return f"<{tag}{spans} class=xl65 height=19 style='height:14.25pt'{exact}>{text}</{tag}>"
        inner = f"<p><span>{text}</span></p>" if self.look.old else text
        return f"<{tag}{spans}>\n  {inner}\n</{tag}>" if self.look.pretty else f"<{tag}{spans}>{inner}</{tag}>"
