/* section.h - a pane of sections, a menu on the left and a table on the right, as the settings and the reports are.
 *
 * A section is a constant struct.  Its rows are read whole into the pane's table (there are few), but for those of a
 * section with a source of its own. */
#ifndef TUI_SETTING_SECTION_H
#define TUI_SETTING_SECTION_H

#include "tui/ask.h"
#include "tui/list/row_list.h"
#include "tui/setting/setting.h"
#include "tui/widget/form.h"

enum { SETTING_COLUMNS = 8, SETTING_BADGE = 16 };

struct setting_row_shown {
	int64_t id;
	const char *cell[SETTING_COLUMNS];
	enum role role[SETTING_COLUMNS];
	const char *detail; /* shown below the table; NULL: nothing */
};

struct setting_pane {
	struct view view; /* first */
	const struct setting_section *const *menu; /* NULL in it: a gap */
	int menu_n;
	int open;         /* what Enter and a double click do: an action of action.def */
	int at;           /* the section */
	bool on_rows;     /* the focus is in the table */
	bool busy;        /* the desk was locked when it was read: again later */
	struct list *list;
	struct row_list table; /* the rows below as a source of the list */
	struct list_ops ops;
	struct rect left; /* the menu */
	int64_t wanted; /* the row to stand on after the next reading; 0: where it stands */

	struct arena memory; /* of the rows */
	struct setting_row_shown *rows;
	size_t n, cap;
	void *data; /* the section's records, as read; free()d with the rows */
	int data_n;

	int gaps, erasures; /* beside 人岗检查 and 清除 */
};

struct setting_section {
	const char *name, *title, *note;
	const char *empty; /* NULL: the list's own words */
	const struct list_column *columns;
	int n_columns;
	int detail; /* rows below the table, 0 none */
	/* Adds the rows to the table; or gives the list a source. */
	enum z (*load)(struct setting_pane *p, struct error *e);
	const struct list_ops *source;
	struct {
		enum did (*run)(struct setting_pane *p, int64_t id); /* NULL: not here */
		enum action permit;                                   /* 0: anybody */
		const char *label;                                    /* NULL: as everywhere */
	} verb[SET_VERBS];
	/* Enter on a row; NULL: as SET_VERB_EDIT. */
	enum did (*open)(struct setting_pane *p, int64_t id);
	/* Beside the permission: why not this row.  May be NULL. */
	enum z (*may)(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e);
};

extern const struct setting_section setting_people, setting_offices, setting_seats, setting_lent, setting_posts,
        setting_catalog, setting_limits, setting_categories, setting_channels, setting_phrases, setting_checks, setting_calendar, setting_duty,
        setting_values, setting_erasures, setting_log, setting_backups;

struct view *setting_new_with(struct app *a, const struct view_ops *ops, const struct setting_section *const *menu, int n, int open);
/* The pane on top, NULL if it is of another sort. */
struct setting_pane *setting_top(struct app *a);

/* ------------------------------------------------------------ the table */
struct setting_row_shown *setting_add_row(struct setting_pane *p, int64_t id);
/* The text is copied. */
void setting_cell(struct setting_pane *p, struct setting_row_shown *r, int column, enum role role, const char *text);
void setting_cellf(struct setting_pane *p, struct setting_row_shown *r, int column, enum role role, const char *format,
        ...) __attribute__((format(printf, 5, 6)));
void setting_detailf(struct setting_pane *p, struct setting_row_shown *r, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A row that counts no more: all cells dim. */
void setting_dim(struct setting_row_shown *r);

/* The rows of the section that is shown, from the desk as it is now; false: it could not be read. */
bool setting_read(struct setting_pane *p);

struct desk *setting_desk(const struct setting_pane *p);
const struct setting_section *setting_shown(const struct setting_pane *p);

/* ------------------------------------------------------------ forms of the sections */
/* The ctx of every form here: what its lists and its saving need. */
struct setting_edit {
	struct setting_pane *p;
	int64_t id;      /* 0: new */
	void *was;       /* the record, as read */
	int64_t ver;     /* of a setting, as read */
	int64_t made;
	char secret[32], login[64];
	char name[160];  /* of what was saved */
};
/* The pane of the form that a field belongs to. */
struct setting_pane *setting_of(const struct entry *en);
/* A number field of 0 or more; -1 if it is none. */
long setting_integer(const char *text);
bool setting_check_number(const struct entry *en, const char *value, char *why, size_t cap);
/* A form whose row somebody else may save meanwhile. */
struct setting_form {
	const struct form_field *fields;
	size_t n;
	void (*load)(struct form *f, void *ctx);
	bool (*again)(struct setting_edit *x); /* reads the record anew into *was (or ver); false: it is gone */
};
/* What save() of such a form gives back: where somebody was first, both texts are shown, what was typed stays, and the
 * next save is over what stands now. */
bool setting_saved(struct form *f, struct setting_edit *x, const struct setting_form *t, enum z z, const char *field,
        const struct error *e);
/* What save() of any other form gives back: a refusal is shown at the field. */
bool setting_kept(struct form *f, enum z z, const char *field, const struct error *e);
void setting_load_number(struct form *f, const char *key, long long n);

/* Lists of fields: office ids, the same with "0" 全部, officers, those who may sign, tiers, classes. */
void setting_list_offices(const struct entry *en, struct choices *out);
void setting_list_offices_all(const struct entry *en, struct choices *out);
void setting_list_signers(const struct entry *en, struct choices *out);
void setting_list_tiers(const struct entry *en, struct choices *out);
void setting_list_classes(const struct entry *en, struct choices *out);

/* An operation was done or refused: says which, and gives what act_run should read again. */
enum did setting_done(struct setting_pane *p, enum z z, const struct error *e, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Asks about the furnishing of furnish.def and does it; shared by the sections it fills. */
enum did setting_furnish(struct setting_pane *p, int64_t id);
/* 审核岗: the form with tier and office set already (0: not). */
enum did setting_grant(struct setting_pane *p, int tier, int64_t office);
#endif
