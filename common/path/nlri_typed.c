/* SPDX-License-Identifier: ISC */
/*
 * NLRI made of fields: from the wire and to it, and as words, by the table of
 * their family.  A route of a kind that the table lacks is kept as it is, by
 * its octets (RFC 7606 5.4 lets a family say so): what is announced to us is
 * shown whole, and nothing received is announced again.
 */
#include <string.h>

#include "event/emit.h"
#include "path/nlri_typed.h"
#include "path/nlri_words.h"

const struct typed_kind *
typed_kind_of(const struct typed_family *t, const uint8_t *head)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->head == 0 ||
		    memcmp(t->kinds[i].head, head, t->head) == 0)
			return &t->kinds[i];
	return NULL;
}

static int
take_fields(struct rbuf *b, struct typed_route *r)
{
	const struct nlri_field *f;
	unsigned i;

	for (i = 0; (f = typed_field(r, i)) != NULL; i++) {
		if (b->left == 0 && (f->optional ||
		    (r->withdrawn && i == r->kind->key_fields && i > 0)))
			break;
		if (field_take(b, f, r->af, &r->room[i], &r->v[i]) == -1)
			return -1;
	}
	return 0;
}

/* The kind is known: all octets behind the head, exactly. */
static int
take_apart(struct rbuf b, struct typed_route *r)
{
	int got = r->kind->take != NULL ? r->kind->take(&b, r) :
	    take_fields(&b, r);

	return got == 0 && b.left == 0 ? 0 : -1;
}

static void
put_together(const struct typed_route *r, struct wbuf *key,
    struct wbuf *carried)
{
	const struct nlri_field *f;
	unsigned n = r->kind->key_fields, i;

	wbuf_bytes(key, r->kind->head, r->family->head);
	if (r->kind->put != NULL) {
		r->kind->put(key, r);
		return;
	}
	/* a source of no length says as much as none */
	for (i = 0; (f = typed_field(r, i)) != NULL; i++)
		if (r->v[i].given && !(f->optional && r->v[i].v.left == 0))
			field_put(n != 0 && i >= n ? carried : key, f,
			    &r->v[i]);
}

/* Behind the head, its length having been read: 0 or -1. */
static int
read_body(struct typed_route *r, const uint8_t *head, struct rbuf body,
    struct wbuf *key, struct wbuf *carried)
{
	r->kind = typed_kind_of(r->family, head);
	if (r->kind != NULL && take_apart(body, r) == 0) {
		put_together(r, key, carried);
		return 0;
	}
	if (r->kind != NULL && (r->kind->opaque == NULL ||
	    !r->kind->opaque(body, r->af)))
		return -1;
	wbuf_bytes(key, head, r->family->head);
	wbuf_bytes(key, body.p, body.left);
	return 0;
}

static int
read_route(const struct typed_family *t, struct rbuf *b, enum family f,
    struct wbuf *key, struct wbuf *carried, bool withdrawn)
{
	const struct family_info *info = family_info(f);
	struct typed_route r = { .family = t, .withdrawn = withdrawn };
	size_t key_at = key->len, carried_at = carried->len;
	struct rbuf in = *b, body;
	uint8_t head[TYPED_HEAD] = { 0 }, len;

	if (info == NULL || key->failed || carried->failed ||
	    (t->head > 0 && rbuf_bytes(&in, head, t->head) == -1) ||
	    rbuf_u8(&in, &len) == -1 || len % t->unit != 0 ||
	    rbuf_sub(&in, len / t->unit, &body) == -1)
		return -1;
	r.af = info->af;
	if (read_body(&r, head, body, key, carried) == -1 || key->failed ||
	    carried->failed) {
		wbuf_truncate(key, key_at);
		wbuf_truncate(carried, carried_at);
		return -1;
	}
	*b = in;
	return 0;
}

int
typed_read(const struct typed_family *t, struct rbuf *b, enum family f,
    struct wbuf *key, struct wbuf *carried)
{
	return read_route(t, b, f, key, carried, false);
}

int
typed_read_withdrawn(const struct typed_family *t, struct rbuf *b,
    enum family f, struct wbuf *key, struct wbuf *carried)
{
	return read_route(t, b, f, key, carried, true);
}

void
typed_write(const struct typed_family *t, struct wbuf *w,
    const struct nlri_view *n)
{
	struct rbuf key = n->key, head;

	if (rbuf_sub(&key, t->head, &head) == -1)
		return;
	wbuf_bytes(w, head.p, head.left);
	wbuf_u8(w, (uint8_t)((key.left + n->carried.left) * t->unit));
	wbuf_bytes(w, key.p, key.left);
	wbuf_bytes(w, n->carried.p, n->carried.left);
}

size_t
typed_write_size(const struct typed_family *t, const struct nlri_view *n)
{
	(void)t;
	return n->key.left + 1 + n->carried.left;
}

void
typed_open(const struct typed_family *t, const struct nlri_view *n,
    struct typed_route *r)
{
	const struct family_info *info = family_info(n->f);
	struct rbuf key = n->key, head;
	struct wbuf w;

	*r = (struct typed_route){ .family = t,
	    .withdrawn = n->carried.left == 0 };
	if (info == NULL || rbuf_sub(&key, t->head, &head) == -1)
		return;
	r->af = info->af;
	r->kind = typed_kind_of(t, head.p);
	if (r->kind == NULL)
		return;
	wbuf_fixed(&w, r->whole, sizeof(r->whole));
	wbuf_bytes(&w, key.p, key.left);
	wbuf_bytes(&w, n->carried.p, n->carried.left);
	if (w.failed || take_apart(wbuf_view(&w), r) == -1)
		r->kind = NULL;
}

static void
about_field(const struct nlri_field *f, const struct nlri_value *v,
    uint8_t af, struct nlri_about *a)
{
	size_t size = v->v.left;

	if (f->kind == FIELD_RD && !a->has_rd && size == sizeof(a->rd)) {
		a->has_rd = true;
		memcpy(a->rd, v->v.p, size);
	}
	if ((f->kind != FIELD_PREFIX && f->kind != FIELD_ADDR) ||
	    a->has_prefix || size > sizeof(a->prefix.b))
		return;
	a->has_prefix = true;
	a->prefix = (struct prefix){ .af = af, .len = f->kind == FIELD_ADDR ?
	    (uint8_t)addr_bits(af) : v->bits };
	if (size > 0)
		memcpy(a->prefix.b, v->v.p, size);
}

void
typed_about(const struct typed_family *t, const struct nlri_view *n,
    struct nlri_about *a)
{
	const struct nlri_field *f;
	struct typed_route r;
	unsigned i;

	typed_open(t, n, &r);
	if (r.kind == NULL)
		return;
	for (i = 0; (f = typed_field(&r, i)) != NULL; i++)
		if (r.v[i].given)
			about_field(f, &r.v[i], r.af, a);
}

/* --- as words ------------------------------------------------------------ */

static void
print_generic(const struct typed_family *t, struct wbuf *out,
    const struct nlri_view *n)
{
	wbuf_str(out, t->generic);
	wbuf_u8(out, ' ');
	emit_hex_lower(out, n->key.p, n->key.left);
}

static void
print_fields(struct wbuf *out, const struct typed_route *r, bool bare,
    const char **blank)
{
	const struct nlri_field *f;
	unsigned i;

	for (i = 0; (f = typed_field(r, i)) != NULL; i++) {
		if (!r->v[i].given || f->bare != bare)
			continue;
		wbuf_str(out, *blank);
		field_print(out, f, r->af, &r->v[i]);
		*blank = " ";
	}
}

/* What stands behind the word of the route comes first. */
void
typed_print(const struct typed_family *t, struct wbuf *out,
    const struct nlri_view *n)
{
	struct typed_route r;
	const char *blank = "";

	typed_open(t, n, &r);
	if (r.kind == NULL) {
		print_generic(t, out, n);
		return;
	}
	if (r.kind->word != NULL) {
		wbuf_str(out, r.kind->word);
		blank = " ";
	}
	print_fields(out, &r, true, &blank);
	print_fields(out, &r, false, &blank);
}

/* --- in events ----------------------------------------------------------- */

void
typed_json_fields(struct wbuf *w, const struct typed_route *r,
    const char *before)
{
	const uint8_t *order = r->kind->json[0] != 0 ? r->kind->json :
	    r->kind->fields;
	const struct nlri_field *f;
	unsigned i, at;

	for (i = 0; i < TYPED_FIELDS && order[i] != 0; i++)
		for (at = 0; (f = typed_field(r, at)) != NULL; at++)
			if (r->kind->fields[at] == order[i] &&
			    r->v[at].given) {
				wbuf_str(w, before);
				field_json(w, f, r->af, &r->v[at]);
				before = ", ";
			}
}

void
typed_json_raw(const struct typed_family *t, struct wbuf *w,
    const struct nlri_view *n)
{
	uint8_t wire[TYPED_HEAD + 1 + FIELD_MAX];
	struct wbuf raw;

	wbuf_fixed(&raw, wire, sizeof(wire));
	typed_write(t, &raw, n);
	wbuf_str(w, "\"raw\": \"");
	emit_octets(w, raw.p, raw.len);
	wbuf_u8(w, '"');
}
