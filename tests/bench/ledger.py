#!/usr/bin/env python3
"""ledger.py ROWS - a ledger of published items for `zwgk import items`, made up but lifelike.

The same ROWS give the same bytes; every row is a function of its number, so that a short ledger is the beginning of a
long one.
"""
import sys

PLACES = "城关镇 北河乡 南岭乡 东湖镇 西坪乡 石桥镇 柳树沟林场 青山林场 白云国有林场 县苗圃".split()
MATTERS = ("森林防火 松材线虫病防治 生态护林员补助 林木采伐许可 退耕还林补助 古树名木保护 林地征占用 湿地保护 野生动物保护 "
           "林业有害生物监测 国土绿化 森林资源调查 林权登记 公益林补偿 植物检疫").split()
KINDS = "工作方案 实施情况 资金发放公示 行政许可结果 行政处罚决定书 年度计划 工作总结 采购公告 政策解读 应急预案".split()
OFFICES = "办公室 造林绿化股 资源管理股 森林防火股 行政审批股 林政执法股".split()
CATEGORIES = "政策法规 工作动态 规划计划 财政资金 行政许可 行政处罚 应急管理 其他".split()
HEADER = "标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室"


def mixed(n, salt):
    """A number that looks drawn by lot, from n alone."""
    n = (n * 2654435761 + salt * 40503) & 0xffffffff
    n ^= n >> 15
    n = n * 2246822519 & 0xffffffff
    return n ^ n >> 13


def pick(words, n, salt):
    return words[mixed(n, salt) % len(words)]


def row(n):
    year, month, day = 2015 + mixed(n, 1) % 11, 1 + mixed(n, 2) % 12, 1 + mixed(n, 3) % 28
    title = "%s%d年%s%s（%d）" % (pick(PLACES, n, 4), year, pick(MATTERS, n, 5), pick(KINDS, n, 6), n)
    number = "县林〔%d〕%d号" % (year, 1 + mixed(n, 7) % 400) if mixed(n, 8) % 3 == 0 else ""
    category = pick(CATEGORIES, n, 9)
    made = "%d-%02d-%02d" % (year, month, day)
    published = "%d-%02d-%02d" % (year, month, min(28, day + mixed(n, 10) % 5))
    return [title, number, category, category, "主动公开", made, published, "政府网站",
            "http://www.example.gov.cn/zwgk/%d/%07d.html" % (year, n), pick(OFFICES, n, 11)]


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    lines = [HEADER] + [",".join(row(n)) for n in range(1, int(sys.argv[1]) + 1)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
