"""How contacts of form-fillers are printed: labels, names, telephone numbers, addresses, identity numbers."""

from __future__ import annotations

from budgetextract.model.patterns import later

_SURNAME = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵"
    "苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = "(?:欧阳|上官|司马|诸葛|皇甫|尉迟|司徒|东方|令狐|慕容|夏侯|公孙|长孙|宇文|端木|申屠)"
_HAN = r"[^\W\da-zA-Z_]"
"""A character: a letter that is none of ours. A class of 20,902 code points would take a millisecond to compile."""
_DOTTED = rf"{_HAN}{{1,6}}·(?:{_HAN}|·){{1,10}}"
NAME = rf"(?:{_DOTTED}|{_DOUBLE}{_HAN}{{1,2}}|[{_SURNAME}](?:[^\S\n]{_HAN}|{_HAN}{{1,2}}))"
"""A person's name by its surname; a name of two characters is often set with a blank between them."""
_NEXT = (
    "联系|电话|手机|填报|填表|填写|日期|时间|单位|部门|签字|签章|签名|盖章|姓名|职务|审核|复核|制表|经办|邮箱|地址|"
    "传真|公章"
)
"""What may follow the label of a name that was not filled in."""
_NO_NAME = (
    "联系|电话|手机|填报|填表|填写|日期|时间|年度|单位|部门|签字|签章|签名|盖章|姓名|职务|审核|复核|制表|经办|主管|分管|财务|"
    "项目|预算|决算|高度|应当|应该|应为|安排|安全|方可|方能|任职|任命|任期|任免|常务|全体|全面|包括|包干|和其他|和单位|和财务|"
    "成员|程序|路线|管理|严格|严肃|明确|单独|万元|金额|费用|于每|时应|时间|解决|查验|查看|连同|连续|向上|关于|何时|何人|白天|"
    "左右|成立|申请|申报|充分|简要|简历|简介|景区|商务|荣誉|古迹|农业|农村|文化|文件|文教|武装|石油|金融|江苏|江西|安徽|安监|"
    "云南|河北|海南|温州|康复|华北|卫生|党政|党员|党组|党委|宫殿|师资|师生|全部|全年|全额|全市|全县|全省|全区|边境|辛苦|"
    "公章|无|暂无|同上|邮箱|地址|传真|网址"
)
_AFTER = r"(?=\s|[，,；;。、）)（(|/\\*＊\]】]|联系|电话|手机|填报|填表|日期|单位|职务|\d|$)"
_STRONG = r"(?:填\s*报|填\s*表|联\s*系|经\s*办|制\s*表|制\s*单|审\s*核|复\s*核|填\s*写)\s*人"
_WEAK = r"(?:[负责]\s*[责任]\s*人|法定代表人|法人代表|分管领导|单位领导|主要领导)"
_BRACKET = r"(?:[（(][^）)\n]{0,8}[）)])?"
_SIGNED = r"(?:姓名|签字|签章|签名|盖章|(?:及其?|和|与|、|/)?(?:联系)?(?:电话|方式))?"
_ITS_NUMBER = r"(?:\s*[（(，,、/]?\s*(?P<beside>[2-9]\d{6,7})(?![\d.,，%]|\s*[元万亿]))?"
LABELS = later(
    r"[报表系办单核写责任]\s*人|法人代表|姓名|领导|电\s*话|手机|联系|传\s*真|座机|[Tt][Ee][Ll]|@|微信|[Qq]{2}"
)
"""What every text with a labelled contact has; it is found sooner."""
NAMED = later(
    rf"(?:(?P<strong>{_STRONG})|{_WEAK}){_SIGNED}"
    rf"(?:\s*{_BRACKET}\s*[:：]\s*(?!{_NEXT})(?P<name>{NAME}|(?(strong){_HAN}{{2,4}}|(?!))){_AFTER}(?(strong){_ITS_NUMBER})"
    rf"|{_BRACKET}[^\S\n]*[-－—/]?[^\S\n]*(?!{_NO_NAME})(?P<bare>{NAME}){_AFTER})"
)
"""After the colon of a label that only a name can follow a name needs no surname: many of those of the smaller peoples
are in no list."""
_NUMBER = r"[（(]?\+?\d[\d\-－—–()（） 　]{5,20}\d(?![\d.,，％%]|\s*[元万亿年])"
CALLED = later(
    rf"(?:电\s*话(?:号码)?|手机(?:号码?)?|联系方式|传\s*真|座机|[Tt][Ee][Ll][.:：]?)\s*{_BRACKET}\s*[:：]?\s*"
    rf"(?P<number>{_NUMBER}(?:\s*[、/;；]\s*{_NUMBER})*)"
)
ONE_NUMBER = later(r"[^、/;；\s][^、/;；]*[^、/;；\s]")
CHAT = later(r"(?:微信|[Qq]{2})\s*号?\s*[:：]\s*(?P<number>[A-Za-z0-9_-]{5,20})")
MAIL = later(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", 0)
LONG_NUMBER = later(r"1[3-9]\d-?\d{4}|\d{7}|0\d{2,3}[-—－–）)]\s?[2-9]\d{2}")
"""What every number of the following has."""
# A number that stands inside a longer run of digits (an index number of 17 digits, an amount, a project's code) is no
# telephone number, nor is a round sum; an area code tells a land line from other numbers with a hyphen.
PHONE = later(
    r"(?<![\dA-Za-z.,，\-_])(?:(?:\+?86[-\s]?)?1[3-9]\d(?:\d{4}(?!0000)\d{4}|-\d{4}-\d{4})"
    r"|[（(]?0(?:10|2\d|[3-9]\d{2})(?:[）)]\s?|[-—－–]\s?)[2-9]\d{2,3}[^\S\n]?\d{4}(?:[-—－–]\d{1,6})?)"
    r"(?![\dA-Za-z.,，％%]|\s*[元万亿])"
)
SPACED = later(r"(?:\+?86\s)?1[3-9]\d \d{4} \d{4}")
"""A mobile number in three groups; only as the whole of a cell, for three amounts beside each other look alike."""
IDENTITY = later(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)

PERSON_LABEL = later(
    rf"[\u4e00-\u9fff（）()/]{{0,8}}(?:{_STRONG}|{_WEAK})(?:员)?(?:及|和|、|/)?(?:联系)?(?:电话|方式)?"
    rf"(?:姓名|签字|签章|签名|盖章|[（(][^）)]{{0,8}}[）)])*[:：]?|(?:联系|填报|经办)人员姓名[:：]?|姓名[:：]?"
)
PHONE_LABEL = later(
    r"[\u4e00-\u9fff（）()/]{0,8}(?:电话|联系方式|手机|传真|座机)(?:号码?|号)?(?:[（(][^）)]{0,8}[）)])?[:：]?"
)
LABELLED_NUMBER = later(r"\d[\d\-－—–()（） 　]{5,20}\d(?![\d.,，])")
PARTED = later(r"[\s、,，/;；()（）及]+|\d[\d\-－—–]*")
HANZI_NAME = later(rf"{_HAN}{{2,4}}|{_DOTTED}")
SURNAMED = later(NAME)
NOT_A_NAME = later(
    rf"(?:{_NO_NAME})|(?:{_NO_NAME}).*[科办所组队会站股村市区省]|.*(?:[局处室部委院校厅课镇乡县]|中心|公司|单位|人员|负责人|电话|方式|指标)"
    rf"|(?!{NAME}$).*[科办所组队会站股村市区省]"
)
"""Offices and words, to be matched as a whole: 财务科 is no name, 张登科 is one."""
SHORTEST_NUMBER = 7
"""Digits of the shortest of these."""


def identity_holds(number: str) -> bool:
    """Whether the check digit of an identity number is right (GB 11643): one in eleven index numbers passes."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False)) % 11
    return "10X98765432"[rest] == number[-1].upper()
