/* SPDX-License-Identifier: ISC */
/*
 * A set of attributes in an event: the members of "attribute", or the words
 * behind a prefix.  What the table has no form for, or what is not of the form
 * that its row wants, is shown by its numbers and octets (attr_raw.c).
 */
#include "path/attr_event.h"

/* The set is canonical or was made of octets that nobody checked. */
static bool
is_well_formed(const struct attr_row *row, const struct attr *a)
{
	static const struct attr_profile all = { .as4 = 1, .aigp = 1,
	    .prefix_sid = 1 };

	return row != NULL && (a->value.left > 0 || row->may_be_empty) &&
	    (row->check == NULL || row->check(a->value, &all) == NULL);
}

/* What an UPDATE is made of is shown with its NLRI. */
static bool
is_shown(const struct attr_row *row, uint8_t type, bool next_hop)
{
	return row == NULL || !row->of_update ||
	    (type == ATTR_NEXT_HOP && next_hop);
}

void
attr_set_json(struct wbuf *w, struct rbuf canon, unsigned shape,
    bool next_hop)
{
	const struct attr_row *row;
	size_t begin = w->len, comma, at;
	struct attr a;

	while (attr_next(&canon, &a) == 1) {
		row = attr_row_get(a.type);
		if (!is_shown(row, a.type, next_hop))
			continue;
		comma = w->len;
		if (w->len > begin)
			wbuf_str(w, ", ");
		at = w->len;
		if (is_well_formed(row, &a) && row->json != NULL)
			row->json(w, &a, shape);
		else
			attr_raw_json(w, &a, shape);
		if (w->len == at && !w->failed)
			wbuf_truncate(w, comma);
	}
}

void
attr_set_line(struct wbuf *w, struct rbuf canon, unsigned shape)
{
	const struct attr_row *row;
	struct attr a;

	while (attr_next(&canon, &a) == 1) {
		row = attr_row_get(a.type);
		if (!is_shown(row, a.type, false))
			continue;
		if (is_well_formed(row, &a) && row->line != NULL)
			row->line(w, &a, shape);
		else
			attr_raw_line(w, &a, shape);
	}
}
