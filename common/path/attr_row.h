/* SPDX-License-Identifier: ISC */
/*
 * What a row of the attribute table may name.  Private to path/: the rows
 * stand in attr_table.c, their functions in the file of their attribute.
 */
#ifndef PATH_ATTR_ROW_H
#define PATH_ATTR_ROW_H

#include "path/attr.h"

/* The four attributes of an old speaker's AS numbers (RFC 6793 4.2.3). */
struct old_as {
	const struct attr	*path;		/* NULL: absent */
	const struct attr	*aggregator;
	const struct attr	*as4_path;
	const struct attr	*as4_aggregator;
};

enum attr_source {
	ATTR_FROM_ALL,
	ATTR_FROM_IBGP,		/* discarded unseen when it comes from eBGP */
	ATTR_FROM_OLD,		/* discarded unseen when the session has AS4 */
};

/* NULL when the value is well formed, else why not (a literal). */
typedef const char *attr_check(struct rbuf value,
	    const struct attr_profile *p);

struct attr_row {
	const char	*name;
	uint8_t		 flags;		/* O and T that it must have */
	uint8_t		 malformed;	/* enum outcome when check says why */
	uint8_t		 bad_flags;	/* enum outcome of other O, T bits */
	uint8_t		 subcode;	/* of NOTIFICATION 3, RFC 4271 6.3 */
	uint8_t		 from;		/* enum attr_source */
	bool		 may_be_empty;
	bool		 opaque;	/* only a name: kept as its flags say */
	bool		 of_update;	/* not of a set that is announced */
	attr_check	*check;
	attr_check	*severe;	/* else TREAT_AS_WITHDRAW, if worse */
	/* Must the value be rewritten, and how. */
	bool		 (*differs)(struct rbuf value);
	void		 (*rewrite)(struct wbuf *w, struct rbuf value);
	/* The value of an old speaker's set; NULL: not part of a set. */
	void		 (*widen)(struct wbuf *w, const struct old_as *old);
	/* The route grammar: first word is the one printed. */
	const char	*words[5];
	int		 (*parse)(struct tokens *t, struct attr_builder *b,
			    struct text_error *e);
	void		 (*print)(struct wbuf *out, struct rbuf value);
	/* False: its words do not read back to it; NULL: they always do. */
	bool		 (*has_words)(struct rbuf value);
	bool		 bare;		/* the word says it all */
	bool		 spelt;		/* print writes its words itself */
	bool		 adds;		/* parse minds what is given twice */
	/* In events, see attr_event.h; NULL: by number and octets. */
	void		 (*json)(struct wbuf *w, const struct attr *a,
			    unsigned shape);
	void		 (*line)(struct wbuf *w, const struct attr *a,
			    unsigned shape);
};

/* NULL when the table has no such row. */
const struct attr_row *attr_row_get(uint8_t type);

#endif
