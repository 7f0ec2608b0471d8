/* SPDX-License-Identifier: ISC */
/*
 * NLRI as events say them, in JSON and in a line of text: prefixes here, others
 * by the row of their family.
 */
#include "event/emit.h"
#include "path/nlri_row.h"

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

void
nlri_json(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = { .f = (enum family)n->family,
	    .key = n->key, .carried = n->carried };

	if (row != NULL)
		row->json(w, &v, f, n->has_path_id ? &n->path_id : NULL);
	else
		prefix_json(w, n, f);
}

void
nlri_line(struct wbuf *w, const struct nlri *n, const struct nlri_form *f)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = { .f = (enum family)n->family,
	    .key = n->key, .carried = n->carried };

	if (row != NULL && row->line == NULL)
		nlri_print_named(w, n);
	else if (row != NULL)
		row->line(w, &v, f, n->has_path_id ? &n->path_id : NULL);
	else
		prefix_line(w, n, f);
}
