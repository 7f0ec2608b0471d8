/* SPDX-License-Identifier: ISC */
/*
 * AS_PATH in events.  Shape 4 keeps four lists, of sequences, of sets, and of
 * both within a confederation, whatever their order was; the others say each
 * segment.  An empty path is not said at all (as ExaBGP does).
 */
#include "event/emit.h"
#include "path/aspath.h"
#include "path/attr_event.h"

static void
members(struct wbuf *w, const struct aspath_segment *s, const char *between)
{
	unsigned i;

	for (i = 0; i < s->count; i++) {
		if (i > 0)
			wbuf_str(w, between);
		emit_number(w, aspath_as(s, 4, i));
	}
}

/* The lists of shape 4; one that is empty is there only when always. */
static const struct list {
	uint8_t		 type;
	bool		 always;
	const char	*name;
} lists[] = {
	{ AS_SEQUENCE, true, "\"as-path\": " },
	{ AS_SET, false, "\"as-set\": " },
	{ AS_CONFED_SEQUENCE, true, "\"confederation-path\": " },
	{ AS_CONFED_SET, false, "\"confederation-set\": " },
};

static void
write_list(struct wbuf *w, const struct list *l, struct rbuf path)
{
	struct aspath_segment s;
	const char *before = "[ ";
	bool any = false;

	while (aspath_next(&path, 4, &s) == 1) {
		if (s.type != l->type)
			continue;
		if (!any && l->type != AS_SEQUENCE)
			wbuf_str(w, ", ");
		if (!any)
			wbuf_str(w, l->name);
		wbuf_str(w, before);
		members(w, &s, ", ");
		before = ", ";
		any = true;
	}
	if (any)
		wbuf_str(w, " ]");
	else if (l->always) {
		if (l->type != AS_SEQUENCE)
			wbuf_str(w, ", ");
		wbuf_str(w, l->name);
		wbuf_str(w, "[]");
	}
}

static const char *const element[] = {
	[AS_SET]		= "as-set",
	[AS_SEQUENCE]		= "as-sequence",
	[AS_CONFED_SEQUENCE]	= "as-confed-sequence",
	[AS_CONFED_SET]		= "as-confed-set",
};

static void
write_segments(struct wbuf *w, struct rbuf path)
{
	struct aspath_segment s;
	unsigned n;

	wbuf_str(w, "\"as-path\": {");
	for (n = 0; aspath_next(&path, 4, &s) == 1; n++) {
		wbuf_str(w, n == 0 ? "\"" : ", \"");
		emit_number(w, n);
		wbuf_str(w, "\": {\"element\": \"");
		wbuf_str(w, element[s.type]);
		wbuf_str(w, "\", \"value\": [");
		members(w, &s, ", ");
		wbuf_str(w, "]}");
	}
	wbuf_u8(w, '}');
}

void
attr_aspath_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	size_t i;

	if (a->value.left == 0)
		return;
	if (shape >= SHAPE_5)
		write_segments(w, a->value);
	else
		for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
			write_list(w, &lists[i], a->value);
}

static const char *const opening[] = {
	[AS_SET] = " [ ", [AS_SEQUENCE] = " ( ",
	[AS_CONFED_SEQUENCE] = " {( ", [AS_CONFED_SET] = " {[ ",
};
static const char *const closing[] = {
	[AS_SET] = " ]", [AS_SEQUENCE] = " )",
	[AS_CONFED_SEQUENCE] = " )}", [AS_CONFED_SET] = " ]}",
};

/* Shape 4 has the words of the route grammar; later ones turn them round. */
void
attr_aspath_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	struct rbuf path = a->value;
	struct aspath_segment s;

	if (path.left == 0)
		return;
	wbuf_str(w, " as-path");
	if (shape < SHAPE_5) {
		wbuf_u8(w, ' ');
		attr_aspath_print(w, path);
		return;
	}
	while (aspath_next(&path, 4, &s) == 1) {
		wbuf_str(w, opening[s.type]);
		members(w, &s, " ");
		wbuf_str(w, closing[s.type]);
	}
}
