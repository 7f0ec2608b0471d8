/* SPDX-License-Identifier: ISC */
/*
 * The row of flow specification (SAFI 133 and 134): the codec of flow.h under
 * the names that all families share.  Nothing is carried beside the key.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path/flow.h"
#include "path/nlri_row.h"
#include "path/nlri_words.h"

struct words {
	struct flow_words	f;
	bool			vpn;
};

static int
row_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	(void)carried;
	return flow_read(b, flow_family_of(f), key);
}

static void
row_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	flow_write(w, n->key);
}

static size_t
row_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return flow_write_size(n->key);
}

static void
row_print(struct wbuf *out, const struct nlri_view *n)
{
	flow_print(out, n->key, flow_family_of(n->f));
}

static void
row_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	flow_json(w, n->key, flow_family_of(n->f), form, path_id);
}

static void
row_line(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	(void)form;
	wbuf_str(w, "flow ");
	row_print(w, n);
	nlri_line_path(w, path_id);
}

/* Where the packets go; where that is not said, where they come from. */
static void
row_about(const struct nlri_view *n, struct nlri_about *a)
{
	struct flow_family k = flow_family_of(n->f);
	struct flow_part p = { .type = 0 };
	struct rbuf key = n->key;
	struct addr addr;

	a->has_rd = k.vpn && rbuf_bytes(&key, a->rd, sizeof(a->rd)) == 0;
	if (flow_next(&key, k.af, &p) != 1 || p.type > FLOW_SOURCE ||
	    p.offset != 0)
		return;
	addr = flow_part_addr(&p, k.af);
	a->has_prefix = true;
	a->prefix = (struct prefix){ .af = k.af, .len = p.len };
	memcpy(a->prefix.b, addr.b, sizeof(a->prefix.b));
}

static void *
row_begin(enum family f)
{
	struct words *v = xcalloc(1, sizeof(*v));

	flow_words_init(&v->f, flow_family_of(f).af);
	v->vpn = flow_family_of(f).vpn;
	return v;
}

static int
row_one(void *words, struct tokens *t, struct text_error *e)
{
	struct words *v = words;

	return flow_words_one(&v->f, t, e);
}

static int
row_finish(const void *words, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct words *v = words;
	struct flow_family k;

	(void)carried;
	if (v->vpn != v->f.has_rd)
		return text_error_at(e, t, v->vpn ? "'rd' is missing" :
		    "rd: a rule of flow-vpn has one");
	return flow_words_finish(&v->f, t, key, &k, e);
}

static void
row_free(void *words)
{
	struct words *v = words;

	if (v != NULL)
		flow_words_free(&v->f);
	free(v);
}

/* Most words are of both, and then mean IPv4; "rd" says a VPN. */
static void
row_head(struct wbuf *out, const struct nlri_view *n)
{
	bool v6 = family_info(n->f)->af == ADDR_V6;

	wbuf_str(out, v6 ? "ipv6 flow " : "flow ");
}

static int
row_cmp(enum family f, struct rbuf a, struct rbuf b)
{
	return flow_cmp(a, b, flow_family_of(f));
}

/* RFC 8955 4: none; or where to redirect to, as the drafts have it. */
const struct nlri_row nlri_flow = {
	.read = row_read,
	.write = row_write,
	.write_size = row_write_size,
	.print = row_print,
	.json = row_json,
	.line = row_line,
	.about = row_about,
	.begin = row_begin,
	.one = row_one,
	.finish = row_finish,
	.free = row_free,
	.head = row_head,
	.cmp = row_cmp,
	.nexthops = 1ULL << 0 | 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
};
