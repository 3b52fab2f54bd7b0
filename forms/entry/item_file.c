/* item_file.c - the attachments of an item while it is being written.  See item.h. */
#include "forms/entry/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"

enum { FILE_MAX_BYTES = 20 << 20 }; /* of one attachment; the store has the last word */

static struct entry_file *append(struct entry_item *x)
{
	x->file = xrealloc(x->file, sizeof *x->file * (size_t)(x->files + 1));
	struct entry_file *f = &x->file[x->files++];
	*f = (struct entry_file){0};
	return f;
}

/* What the file at path holds, as the n-th attachment. */
static enum z take(struct entry_item *x, int n, const char *path, struct error *e)
{
	struct buffer b = {0};
	enum z z = sniff_read(path, FILE_MAX_BYTES, &b, e);
	if (z != Z_OK) {
		buffer_free(&b);
		return z;
	}
	struct entry_file *f = n < x->files ? &x->file[n] : append(x);
	free(f->name);
	free(f->path);
	free(f->data);
	*f = (struct entry_file){.name = xstrdup(sniff_name(path)), .path = xstrdup(path), .bytes = b.n};
	text_clean(f->name, false);
	f->data = buffer_take(&b);
	return Z_OK;
}

enum z entry_file_replace(struct entry_item *x, int n, const char *path, struct error *e)
{
	return take(x, n, path, e);
}

enum z entry_file_add(struct entry_item *x, const char *path, struct error *e)
{
	const char *name = sniff_name(path);
	if (x->files >= ITEM_ATTACHMENTS)
		return refuse(e, R_MANY_ATTACHMENTS, number_text(ITEM_ATTACHMENTS).s);
	for (int i = 0; i < x->files; i++)
		if (!strcmp(x->file[i].name, name))
			return refuse(e, R_ATTACHMENT_TWICE, name);
	return take(x, x->files, path, e);
}

void entry_file_remove(struct entry_item *x, int n)
{
	free(x->file[n].name);
	free(x->file[n].path);
	free(x->file[n].data);
	x->files--;
	memmove(&x->file[n], &x->file[n + 1], sizeof *x->file * (size_t)(x->files - n));
}

enum z entry_file_bytes(const struct entry_item *x, int n, char **data, size_t *bytes, struct error *e)
{
	const struct entry_file *f = &x->file[n];
	if (f->from)
		return attachment_load(x->desk, f->from, data, bytes, e);
	*data = xalloc(f->bytes + 1);
	memcpy(*data, f->data, f->bytes);
	*bytes = f->bytes;
	return Z_OK;
}

enum z entry_files_detach(struct entry_item *x, struct error *e)
{
	for (int i = 0; i < x->files; i++) {
		struct entry_file *f = &x->file[i];
		char *data = NULL;
		size_t bytes = 0;
		if (!f->from)
			continue;
		enum z z = attachment_load(x->desk, f->from, &data, &bytes, e);
		if (z != Z_OK)
			return z;
		f->from = 0;
		f->data = data;
		f->bytes = bytes;
	}
	return Z_OK;
}

/* "12<tab>附表.xlsx" is attachment 12 of a saved revision, "0<tab>/home/jia/附表.xlsx" a file. */
char *entry_files_text(const struct entry_item *x)
{
	struct buffer b = {0};
	for (int i = 0; i < x->files; i++)
		buffer_printf(&b, "%lld\t%s\n", (long long)x->file[i].from,
		        x->file[i].from ? x->file[i].name : x->file[i].path);
	return buffer_take(&b);
}

void entry_files_restore(struct entry_item *x, const char *text, struct buffer *lost)
{
	while (x->files)
		entry_file_remove(x, x->files - 1);
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = xstrndup(text, n), *name = strchr(line, '\t');
		int64_t from = strtoll(line, NULL, 10);
		char *data = NULL;
		size_t bytes = 0;
		struct error e;
		text += text[n] ? n + 1 : n;
		if (!name) {
			free(line);
			continue;
		}
		name++;
		if (!from) {
			if (entry_file_add(x, name, &e) != Z_OK)
				buffer_printf(lost, "%s\n", name);
		} else if (attachment_load(x->desk, from, &data, &bytes, &e) == Z_OK) {
			struct entry_file *f = append(x);
			*f = (struct entry_file){.from = from, .name = xstrdup(name), .path = xstrdup(""), .bytes = bytes};
			free(data);
		} else {
			buffer_printf(lost, "%s\n", name);
		}
		free(line);
	}
}
