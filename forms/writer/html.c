/* html.c - a document as one HTML file that prints on A4; nothing outside it is loaded. */
#include <string.h>

#include "forms/writer/document.h"
#include "forms/writer/words.h"

static const char style[] =
	"@page{size:A4;margin:37mm 26mm 35mm 28mm}\n"
	"body{font:16pt/28.95pt FangSong,\"" FONT_BODY "\",\"" FONT_BODY_2 "\",\"Noto Serif CJK SC\",serif;max-width:156mm;margin:1em auto;color:#000}\n"
	"h1{font:22pt/34pt \"" FONT_TITLE "\",SimSun,\"Noto Serif CJK SC\",serif;text-align:center;font-weight:normal;margin:0 0 1em}\n"
	"h2,h3{font-size:16pt;font-weight:normal;margin:0;text-indent:2em}\n"
	"h2,th,b{font-family:SimHei,\"" FONT_HEAD "\",\"Noto Sans CJK SC\",sans-serif;font-weight:normal}\n"
	"h3,.sub{font-family:KaiTi,\"" FONT_KAI "\",\"" FONT_KAI_2 "\",serif}\n"
	"p{margin:0;text-indent:2em}.plain,.small,td p,th p,.sub{text-indent:0}.sub{text-align:center}.right{text-align:right}\n"
	".small{font-size:12pt;line-height:18pt}\n"
	"table{border-collapse:collapse;width:156mm;font-size:12pt;line-height:18pt;margin:.5em 0}\n"
	"td,th{border:1px solid #000;padding:1mm 2mm;text-align:left;vertical-align:middle;word-break:break-all}\n"
	"td.c,th.c{text-align:center}thead{display:table-header-group}tr{page-break-inside:avoid}\n"
	".break{page-break-before:always}footer{margin-top:1em;font-size:12pt}\n";

static const char lying[] =
	"@page{size:A4 landscape;margin:28mm 37mm 26mm 35mm}body{max-width:225mm}table{width:225mm}\n";

static void paragraphs(struct buffer *b, const char *text)
{
	for (;;) {
		size_t n = strcspn(text, "\n");
		buffer_text(b, "<p>");
		document_escape(b, text, n);
		buffer_text(b, n ? "</p>" : "&nbsp;</p>");
		if (!text[n])
			return;
		text += n + 1;
	}
}

static void table(struct buffer *b, const struct document_table *t)
{
	buffer_text(b, "<table><colgroup>");
	for (int i = 0; i < t->columns; i++)
		buffer_printf(b, "<col style=\"width:%dmm\">", t->width[i]);
	buffer_text(b, t->head_rows ? "</colgroup>\n<thead>\n" : "</colgroup>\n<tbody>\n");
	for (int r = 0; r < t->rows; r++) {
		if (t->head_rows && r == t->head_rows)
			buffer_text(b, "</thead>\n<tbody>\n");
		if (t->row[r].height)
			buffer_printf(b, "<tr style=\"height:%dmm\">", t->row[r].height);
		else
			buffer_text(b, "<tr>");
		for (int c = 0; c < t->row[r].cells; c++) {
			const struct document_cell *k = &t->row[r].cell[c];
			const char *tag = k->flags & CELL_HEAD ? "th" : "td";
			buffer_printf(
			        b, "<%s colspan=\"%d\"%s>", tag, k->span, k->flags & CELL_CENTRE ? " class=\"c\"" : "");
			paragraphs(b, k->text);
			buffer_printf(b, "</%s>", tag);
		}
		buffer_text(b, "</tr>\n");
	}
	buffer_text(b, t->head_rows && t->rows <= t->head_rows ? "</thead></table>\n" : "</tbody></table>\n");
}

void html_bytes(const struct document *d, struct buffer *b)
{
	static const struct {
		const char *open, *close;
	} tag[] = {
		[DOCUMENT_TITLE] = {"<h1>", "</h1>"},
		[DOCUMENT_SUBTITLE] = {"<p class=\"sub\">", "</p>"},
		[DOCUMENT_HEADING_1] = {"<h2>", "</h2>"},
		[DOCUMENT_HEADING_2] = {"<h3>", "</h3>"},
		[DOCUMENT_TEXT] = {"<p>", "</p>"},
		[DOCUMENT_PLAIN] = {"<p class=\"plain\">", "</p>"},
		[DOCUMENT_RIGHT] = {"<p class=\"right\">", "</p>"},
		[DOCUMENT_SMALL] = {"<p class=\"small\">", "</p>"},
		[DOCUMENT_TABLE] = {"", ""},
		[DOCUMENT_BREAK] = {"<div class=\"break\">", "</div>"},
		[DOCUMENT_RUN_IN] = {"<p>", "</p>"},
	};
	buffer_text(b, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
	document_escape(b, d->title, strlen(d->title));
	buffer_printf(b, "</title><style>\n%s%s</style></head><body>\n", style, d->landscape ? lying : "");
	if (d->tight)
		buffer_printf(b, "<style>body{font-size:%dpt;line-height:%dpt}</style>\n", 16 - d->tight - d->tight / 3, 29 - d->tight * 3);
	for (size_t i = 0; i < d->n; i++) {
		const struct document_block *k = &d->block[i];
		if (k->table) {
			table(b, k->table);
			continue;
		}
		bool title = k->kind == DOCUMENT_TITLE; /* the lines of one title */
		if (k->kind == DOCUMENT_RIGHT)
			buffer_printf(b, "<p class=\"right\" style=\"padding-right:%gem\">", document_right(d, i) / 2.0);
		else
			buffer_text(b, title && i && d->block[i - 1].kind == DOCUMENT_TITLE ? "<br>" : tag[k->kind].open);
		if (*k->head) {
			buffer_text(b, "<b>");
			document_escape(b, k->head, strlen(k->head));
			buffer_text(b, "</b>");
		}
		document_escape(b, k->text, strlen(k->text));
		if (title && i + 1 < d->n && d->block[i + 1].kind == DOCUMENT_TITLE)
			continue;
		buffer_printf(b, "%s%s\n", *k->text || *k->head || k->kind == DOCUMENT_BREAK ? "" : "&nbsp;", tag[k->kind].close);
	}
	if (*d->footer) {
		buffer_text(b, "<footer>");
		document_escape(b, d->footer, strlen(d->footer));
		buffer_text(b, "</footer>\n");
	}
	buffer_text(b, "</body></html>\n");
}
