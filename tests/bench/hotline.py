#!/usr/bin/env python3
"""hotline.py ROWS [ENCODING] - a 12345 platform's export for `zwgk import tickets`, made up but lifelike.

The same ROWS give the same bytes; every row is a function of its number, so that a short file is the beginning of a long
one.  Four of five tickets are closed.  Nobody's name or number is anybody's.
"""
import datetime
import sys

from ledger import mixed, pick

TOWNS = "城关镇 北河乡 南岭乡 东湖镇 西坪乡 石桥镇 柳树沟乡 青山镇 白云镇".split()
MATTERS = "林地占用 森林防火 古树保护 补助发放 野猪毁田 采伐许可 松材线虫 木材运输 苗木质量 林权纠纷".split()
SAYINGS = ("反映有人未经批准占用林地建房，请求查处。", "反映路边焚烧秸秆，担心引发山火。", "反映古树枝干枯死，请派人查看。",
           "反映补助没有按时到账，询问发放时间。", "反映野猪多次进入稻田，\"几乎绝收\",请求补偿。", "询问自留山采伐许可证需要哪些材料。")
KINDS = "咨询 求助 投诉 举报 建议 表扬".split()
SOURCES = "电话 微信 网站 APP".split()
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "一二三四五六七八九十甲乙丙丁"
HEADER = ("工单编号,工单标题,诉求内容,诉求类型,区交办时间,区交办办结期限,诉求渠道,诉求归口,紧急程度,工单状态,求助人员,求助号码,"
          "事件发生地,诉求详细地址,是否疑难,签收时间,办结时间,是否解决,回访满意度,重办次数")
BEGIN = datetime.datetime(2026, 1, 4, 8, 0)


def when(at):
    return at.strftime("%Y-%m-%d %H:%M")


def row(n):
    at = BEGIN + datetime.timedelta(minutes=mixed(n, 1) % (60 * 24 * 300))
    due = at + datetime.timedelta(days=(3, 5, 7, 15)[mixed(n, 2) % 4])
    town, closed = pick(TOWNS, n, 3), mixed(n, 4) % 5 > 0
    matter = mixed(n, 5) % len(MATTERS)
    address = "%s%d组%d号" % (town, 1 + mixed(n, 6) % 30, 1 + mixed(n, 7) % 200)
    end = due - datetime.timedelta(hours=mixed(n, 8) % 100 - 30)
    return ["%s%07d" % (at.strftime("%y%m%d"), n), MATTERS[matter],
            "市民来电：%s地点在%s。%s" % (SAYINGS[mixed(n, 9) % len(SAYINGS)], address, "请核实处理并答复本人。" * (1 + mixed(n, 10) % 4)),
            pick(KINDS, n, 11), when(at), when(due), pick(SOURCES, n, 12), "林业",
            ("一般", "一般", "一般", "一般", "一般", "一般", "一般", "紧急", "紧急", "特急")[mixed(n, 13) % 10],
            "已办结" if closed else "办理中", pick(FAMILY, n, 14) + pick(GIVEN, n, 15), "1%d%09d" % (3 + mixed(n, 16) % 6, mixed(n, 17) % 10**9),
            town, address, "否", when(at + datetime.timedelta(minutes=5 + mixed(n, 18) % 1800)), when(end) if closed else "",
            ("是", "是", "否")[mixed(n, 19) % 3] if closed else "", ("满意", "基本满意", "不满意", "未接通")[mixed(n, 20) % 4] if closed else "",
            str(int(mixed(n, 21) % 9 == 0)) if closed else "0"]


def cell(s):
    return '"%s"' % s.replace('"', '""') if any(c in s for c in ',"\n') else s


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    out = open(sys.stdout.fileno(), "w", encoding=sys.argv[2] if len(sys.argv) > 2 else "utf-8", newline="")
    out.write(HEADER + "\r\n")
    for n in range(1, int(sys.argv[1]) + 1):
        out.write(",".join(map(cell, row(n))) + "\r\n")
    out.close()


if __name__ == "__main__":
    main()
