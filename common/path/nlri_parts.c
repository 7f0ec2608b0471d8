/* SPDX-License-Identifier: ISC */
/*
 * NLRI taken apart by the rows of their family, where each field is in the
 * octets.  Fields are taken one by one, so that what is cut or malformed is
 * shown up to there.
 */
#include <assert.h>
#include <string.h>

#include "event/emit.h"
#include "path/evpn.h"
#include "path/nlri_parts.h"
#include "path/nlri_typed.h"

/* Where parts go. */
struct out {
	struct nlri_parts	*p;
	struct wbuf		 text;
};

static struct wbuf *
part_begin(struct out *o, const char *word, struct rbuf octets)
{
	struct nlri_part *part = &o->p->v[o->p->n];

	*part = (struct nlri_part){ word, octets, o->text.len, 0 };
	return &o->text;
}

static void
part_end(struct out *o)
{
	struct nlri_part *part = &o->p->v[o->p->n++];

	part->said_len = o->text.len - part->said;
}

/* The octet in front of octets that says how many bits they are. */
static void
put_bits(struct out *o, struct rbuf *octets)
{
	struct rbuf bits;

	if (o->p->n == NLRI_PARTS_MAX || rbuf_sub(octets, 1, &bits) == -1)
		return;
	emit_number(part_begin(o, NULL, bits), bits.p[0]);
	part_end(o);
}

/* --- families by the rows of nlri_typed.h -------------------------------- */

/* A source of no length is none. */
static void
put_field(struct out *o, const struct nlri_field *f, uint8_t af,
    struct rbuf octets, const struct nlri_value *v)
{
	if (o->p->n == NLRI_PARTS_MAX ||
	    (octets.left == 0 && f->kind == FIELD_BITS_ADDR_MAY))
		return;
	field_print_value(part_begin(o, f->word, octets), f, af, v);
	part_end(o);
}

/*
 * Are the octets behind field `from` those of its kind?  They may end where
 * the family lets them: a withdraw at the end of the key.
 */
static bool
fits(const struct typed_route *r, unsigned from, struct rbuf b)
{
	const struct nlri_field *f;
	struct nlri_room room;
	struct nlri_value v;

	for (; (f = typed_field(r, from)) != NULL; from++) {
		if (b.left == 0 &&
		    (f->optional || from == r->kind->key_fields))
			break;
		if (field_take(&b, f, r->af, &room, &v) == -1)
			return false;
	}
	return b.left == 0;
}

/*
 * GoBGP 3.10: zeroes up to a whole address behind a prefix, which the family
 * takes where nothing else makes sense of it.
 */
static void
skip_zeroes(const struct typed_route *r, unsigned at, struct rbuf *rest)
{
	struct rbuf b = *rest, zeroes;
	size_t i;

	if (fits(r, at + 1, b) || rbuf_sub(&b, addr_len(r->af) -
	    r->v[at].v.left, &zeroes) == -1 || !fits(r, at + 1, b))
		return;
	for (i = 0; i < zeroes.left; i++)
		if (zeroes.p[i] != 0)
			return;
	*rest = b;
}

static void
walk_fields(struct out *o, struct typed_route *r)
{
	struct rbuf *rest = &o->p->rest, octets;
	const struct nlri_field *f;
	unsigned i;

	for (i = 0; rest->left > 0 && (f = typed_field(r, i)) != NULL; i++) {
		octets = *rest;
		if (field_take(rest, f, r->af, &r->room[i], &r->v[i]) == -1)
			return;
		if (f->kind == FIELD_PREFIX)
			skip_zeroes(r, i, rest);
		octets.left -= rest->left;
		if (field_has_bits(f))
			put_bits(o, &octets);
		put_field(o, f, r->af, octets, &r->v[i]);
	}
}

/* One that its kind reads: values are views, lengths are between them. */
static void
walk_taken(struct out *o, struct typed_route *r)
{
	struct rbuf *rest = &o->p->rest, b = *rest, octets;
	const struct nlri_field *f;
	unsigned i;

	if (r->kind->take(&b, r) == -1)
		return;
	for (i = 0; (f = typed_field(r, i)) != NULL; i++) {
		if (rest->left > 0 && r->v[i].v.p == rest->p + 1)
			put_bits(o, rest);
		if (rbuf_sub(rest, r->v[i].v.left, &octets) == -1)
			return;
		put_field(o, f, r->af, octets, &r->v[i]);
	}
}

static void
walk_typed(struct out *o, const struct typed_family *t, uint8_t af,
    struct rbuf head)
{
	struct typed_route r = { .family = t, .af = af };

	if (head.left < t->head)
		return;
	r.kind = typed_kind_of(t, head.p);
	if (r.kind == NULL)
		return;
	o->p->word = r.kind->word;
	o->p->section = r.kind->section;
	if (r.kind->take != NULL)
		walk_taken(o, &r);
	else
		walk_fields(o, &r);
}

/* --- EVPN ---------------------------------------------------------------- */

static void
put_label(struct wbuf *w, const struct rbuf octets)
{
	struct rbuf b = octets;
	uint32_t raw = 0;

	(void)rbuf_u24(&b, &raw);
	emit_number(w, raw >> 4);
	wbuf_str(w, "; all 24 bits ");
	emit_number(w, raw);
}

static void
say_evpn(struct wbuf *w, uint32_t field, const struct evpn *v)
{
	switch (field) {
	case EVPN_RD:
		rd_print(w, v->rd);
		return;
	case EVPN_ESI:
		nlri_print_octets(w, v->esi, ESI_SIZE);
		return;
	case EVPN_TAG:
		emit_number(w, v->tag);
		return;
	case EVPN_MAC:
		nlri_print_octets(w, v->mac, MAC_SIZE);
		return;
	case EVPN_IP:
		emit_addr(w, &v->ip);
		return;
	case EVPN_PREFIX:
		emit_prefix(w, &v->prefix);
		return;
	case EVPN_GATEWAY:
		emit_addr(w, &v->gateway);
		return;
	default:
		return;
	}
}

static void
put_evpn(struct out *o, uint32_t field, const char *word,
    struct rbuf octets, const struct evpn *v)
{
	struct rbuf label;

	if ((field & (EVPN_MAC | EVPN_IP | EVPN_PREFIX)) != 0)
		put_bits(o, &octets);
	if (field == EVPN_LABEL) {
		while (o->p->n < NLRI_PARTS_MAX &&
		    rbuf_sub(&octets, LABEL_SIZE, &label) == 0) {
			put_label(part_begin(o, word, label), label);
			part_end(o);
		}
	} else if (octets.left > 0 && o->p->n < NLRI_PARTS_MAX) {
		say_evpn(part_begin(o, word, octets), field, v);
		part_end(o);
	}
}

static void
walk_evpn(struct out *o, struct rbuf head)
{
	static const char *const words[] = { "rd", "esi", "ethernet-tag",
		"mac", "ip", "prefix", "gateway", "label" };
	const struct evpn_row *r = head.left > 0 ? evpn_row(head.p[0]) : NULL;
	struct evpn v = { 0 };
	struct rbuf octets, b;
	unsigned i;

	static_assert(1U << sizeof(words) / sizeof(words[0]) == EVPN_END,
	    "a word for each field");
	if (r == NULL)
		return;
	o->p->word = r->word;
	o->p->section = r->section;
	for (i = 0; 1U << i < EVPN_END && o->p->rest.left > 0; i++) {
		if ((r->fields & 1U << i) == 0)
			continue;
		b = octets = o->p->rest;
		if (evpn_take_field(r, 1U << i, &b, &v) == -1)
			return;
		o->p->rest = b;
		octets.left -= b.left;
		put_evpn(o, 1U << i, words[i], octets, &v);
	}
}

int
nlri_parts_head(enum family f, uint8_t *octets, uint8_t *unit)
{
	const struct nlri_row *row = nlri_row(f);
	const struct typed_family *t = row != NULL ? row->typed : NULL;

	if (t == NULL && row != &nlri_evpn)
		return -1;
	*octets = t != NULL ? t->head : 1;
	*unit = t != NULL ? t->unit : 1;
	return 0;
}

void
nlri_parts_read(struct nlri_parts *p, enum family f, struct rbuf head,
    struct rbuf body)
{
	const struct family_info *info = family_info(f);
	const struct nlri_row *row = nlri_row(f);
	struct out o = { .p = p };

	memset(p, 0, sizeof(*p));
	p->rest = body;
	wbuf_fixed(&o.text, p->text, sizeof(p->text));
	if (row == &nlri_evpn)
		walk_evpn(&o, head);
	else if (row != NULL && row->typed != NULL && info != NULL)
		walk_typed(&o, row->typed, info->af, head);
}
