/* SPDX-License-Identifier: ISC */
/*
 * NLRI as events say them: a family is one row here, with what is written of
 * one of its NLRI in JSON and in a line of text.
 */
#include <assert.h>

#include "event/emit.h"
#include "path/nlri.h"

struct row {
	void	(*json)(struct wbuf *w, const struct nlri *n,
		    const struct nlri_form *f);
	void	(*line)(struct wbuf *w, const struct nlri *n,
		    const struct nlri_form *f);
};

static void
path_id(struct wbuf *w, const struct nlri *n)
{
	struct addr id = addr_v4(n->path_id);

	emit_addr(w, &id);
}

static void
prefix_json(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	bool bare = f->compact && !n->has_path_id;

	wbuf_str(w, bare ? "\"" : "{ \"nlri\": \"");
	emit_prefix(w, &n->prefix);
	wbuf_u8(w, '"');
	if (n->has_path_id) {
		wbuf_str(w, ", \"path-information\": \"");
		path_id(w, n);
		wbuf_u8(w, '"');
	}
	if (!bare)
		wbuf_str(w, " }");
}

static void
prefix_line(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	(void)f;
	emit_prefix(w, &n->prefix);
	if (n->has_path_id) {
		wbuf_str(w, " path-information ");
		path_id(w, n);
	}
}

static const struct row rows[] = {
	[FAMILY_IPV4_UNICAST]	= { prefix_json, prefix_line },
	[FAMILY_IPV4_MULTICAST]	= { prefix_json, prefix_line },
	[FAMILY_IPV6_UNICAST]	= { prefix_json, prefix_line },
	[FAMILY_IPV6_MULTICAST]	= { prefix_json, prefix_line },
};
static_assert(sizeof(rows) / sizeof(rows[0]) == FAMILY_MAX, "a row each");

void
nlri_json(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	if (n->family < FAMILY_MAX)
		rows[n->family].json(w, n, f);
}

void
nlri_line(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	if (n->family < FAMILY_MAX)
		rows[n->family].line(w, n, f);
}
