/* ticketfile.h - a platform's export of any length, made up: both layouts (domain 4.6), any encoding, or a workbook.
 *
 * Every row is a function of its number, so that two files of the same rows say the same in other bytes.  Cells hold
 * commas, quotation marks and line ends, as real ones do. */
#ifndef TESTS_TICKETFILE_H
#define TESTS_TICKETFILE_H

#include <stdbool.h>
#include <stddef.h>

enum ticketfile_layout { LAYOUT_A, LAYOUT_B, LAYOUTS };

/* What is wrong with a row. */
enum ticketfile_fault {
	FAULT_NONE,
	FAULT_DATE,      /* a day that does not exist */
	FAULT_SHORT,     /* too few cells */
	FAULT_TWICE,     /* the number of the row before */
	FAULT_NUMBER,    /* no number */
	FAULT_QUESTIONS, /* text that was lost */
	FAULT_KIND,      /* none of the kinds */
	FAULT_ORDER,     /* closed before it was dispatched */
	FAULT_LATER,     /* dispatched next year */
	FAULTS_OF_CELLS, /* those above can stand in every kind of file */
	FAULT_BYTES = FAULTS_OF_CELLS, /* not the encoding's: in GB18030 and UTF-8 */
	FAULTS
};

struct ticketfile {
	enum ticketfile_layout layout;
	const char *encoding; /* as iconv calls it; NULL: .xlsx */
	bool mark;            /* with a byte order mark */
	long rows, step;      /* rows step, 2*step ...; 0: one */
	long fault_every;     /* 0: no faults; every n-th row has the next one in turn */
	int later_every;      /* 0: none; every n-th row has a later limit than it would */
	/* told of each row with a fault: the line in the file on which it begins; may be NULL */
	void (*wrong)(void *ctx, long line, enum ticketfile_fault f);
	void *ctx;
};

/* Column letters of what a fault is found in, "" for the row. */
const char *ticketfile_letters(enum ticketfile_layout l, enum ticketfile_fault f);
void ticketfile_write(const struct ticketfile *t, const char *path);
/* What only the text of row n has. */
void ticketfile_phrase(long n, char out[40]);
#endif
