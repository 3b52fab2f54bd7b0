#!/usr/bin/env python3
"""ledger.py ROWS [CHARACTERS] - a ledger of published items for `zwgk import items`, made up but lifelike; with bodies of
about so many characters.

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


CLAUSES = ("为贯彻落实省、市关于加强生态文明建设的部署，|坚持预防为主、积极消灭的方针，|现将有关事项通知如下：|"
           "各乡镇人民政府要切实加强组织领导，|严格执行请示报告制度和值班制度，|确保各项任务按期完成。|"
           "资金实行专款专用、专账管理，|对工作不力的单位予以通报批评。|请于本月底前将落实情况报送办公室。|"
           "经公开招标确定施工单位，|按照职责分工抓好落实，|加强宣传引导，营造良好氛围，|公示期为五个工作日。|"
           "如有异议请书面反映。|本办法自发布之日起施行。").split("|")


def body(n, characters):
    """Clauses with a place, a matter and a sum between them, half to one and a half times as long as asked for."""
    text, k, want = "", 20, characters // 2 + mixed(n, 12) % characters
    while len(text) < want:
        text += pick(CLAUSES, n, k)
        if mixed(n, k + 1) % 4 == 0:
            text += "%s安排%s资金%d万元，" % (pick(PLACES, n, k + 2), pick(MATTERS, n, k + 3), mixed(n, k + 4) % 9000)
        k += 5
    return text


def main():
    words = sys.argv[1:]
    if not 1 <= len(words) <= 2 or not all(w.isdigit() for w in words):
        sys.exit(__doc__)
    characters = int(words[1]) if len(words) == 2 else 0
    print(HEADER + (",正文" if characters else ""))
    for n in range(1, int(words[0]) + 1):
        print(",".join(row(n) + ([body(n, characters)] if characters else [])))


if __name__ == "__main__":
    main()
