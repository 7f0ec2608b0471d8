/* SPDX-License-Identifier: ISC */
/*
 * Fields of NLRI, a row a kind.  Some say their length in bits in front of
 * them, where only the lengths of addresses are legal (RFC 6514 4); a prefix
 * is masked, so that what means the same is the same.
 */
#include <string.h>

#include "bgp/addr.h"
#include "bgp/prefix.h"
#include "event/emit.h"
#include "path/attr_text.h"
#include "path/nlri_field.h"
#include "path/rd.h"

enum { TEID_BITS = 32, ROUTE_HEAD = 2 };

struct row {
	bool	has_bits;
	uint8_t	octets;		/* 0: as many as take says */
	/* With the octet of its length already read, where it has one. */
	int	(*take)(struct rbuf *b, uint8_t af, struct nlri_room *room,
		    struct nlri_value *v);
	/* The word that tok is; -1 and what was wanted. */
	int	(*parse)(const char *s, uint8_t af, struct nlri_room *room,
		    struct nlri_value *v);
	void	(*print)(struct wbuf *out, const struct nlri_value *v);
	const char *wanted;
};

static uint8_t
af_of_octets(size_t n)
{
	return n == 4 ? ADDR_V4 : n == 16 ? ADDR_V6 : ADDR_NONE;
}

/* --- numbers and route distinguishers ------------------------------------ */

static void
print_number(struct wbuf *out, const struct nlri_value *v)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < v->v.left; i++)
		n = n << 8 | v->v.p[i];
	emit_number(out, n);
}

static void
keep_number(uint64_t n, size_t octets, struct nlri_room *room,
    struct nlri_value *v)
{
	size_t i;

	for (i = 0; i < octets; i++)
		room->p[i] = (uint8_t)(n >> 8 * (octets - 1 - i));
	v->v = rbuf_of(room->p, octets);
}

static int
parse_as(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	uint32_t as;

	(void)af;
	if (text_asn(s, &as) == -1)
		return -1;
	keep_number(as, 4, room, v);
	return 0;
}

static int
parse_u32(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	uint64_t n;

	(void)af;
	if (text_u64(s, UINT32_MAX, &n) == -1)
		return -1;
	keep_number(n, 4, room, v);
	return 0;
}

static int
parse_u8(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	uint64_t n;

	(void)af;
	if (text_u64(s, UINT8_MAX, &n) == -1)
		return -1;
	keep_number(n, 1, room, v);
	return 0;
}

static int
parse_rd(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	if (rd_parse(s, room->p) == -1)
		return -1;
	v->v = rbuf_of(room->p, RD_SIZE);
	return 0;
}

static void
print_rd(struct wbuf *out, const struct nlri_value *v)
{
	rd_print(out, v->v.p);
}

/* --- addresses ----------------------------------------------------------- */

static int
take_addr(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)room;
	return rbuf_sub(b, addr_len(af), &v->v);
}

static int
take_addr_rest(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	(void)room;
	return af_of_octets(b->left) == ADDR_NONE ? -1 :
	    rbuf_sub(b, b->left, &v->v);
}

static int
take_bits_addr(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	return v->bits == addr_bits(af) ? take_addr(b, af, room, v) : -1;
}

static int
take_bits_addr_all(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	if (v->bits == 0)
		return rbuf_sub(b, 0, &v->v);
	return take_bits_addr(b, af, room, v);
}

static int
take_bits_addr_any(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	return take_bits_addr(b, v->bits == 32 ? ADDR_V4 : ADDR_V6, room, v);
}

static int
take_bits_addr_may(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	return v->bits == 0 ? rbuf_sub(b, 0, &v->v) :
	    take_bits_addr_any(b, af, room, v);
}

/* An interface has no meaning inside an NLRI. */
static int
keep_addr(const char *s, struct nlri_room *room, struct nlri_value *v)
{
	struct addr a;

	if (strchr(s, '%') != NULL || addr_parse(s, &a) == -1)
		return -1;
	memcpy(room->p, a.b, addr_len(a.af));
	v->v = rbuf_of(room->p, addr_len(a.af));
	v->bits = (uint8_t)addr_bits(a.af);
	return 0;
}

static int
parse_addr(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	return keep_addr(s, room, v) == 0 && v->bits == addr_bits(af) ? 0 :
	    -1;
}

static int
parse_addr_any(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	return keep_addr(s, room, v);
}

static int
parse_addr_all(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	if (strcmp(s, "*") != 0)
		return parse_addr(s, af, room, v);
	v->v = rbuf_of(room->p, 0);
	v->bits = 0;
	return 0;
}

static void
print_addr(struct wbuf *out, const struct nlri_value *v)
{
	struct addr a;

	if (v->v.left == 0) {
		wbuf_u8(out, '*');
		return;
	}
	a = addr_of(af_of_octets(v->v.left), v->v.p);
	emit_addr(out, &a);
}

/* --- prefixes ------------------------------------------------------------ */

static int
take_prefix(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	struct prefix p = { .af = af, .len = v->bits };
	unsigned n = prefix_octets(v->bits);

	if (v->bits > addr_bits(af) || rbuf_bytes(b, p.b, n) == -1)
		return -1;
	prefix_mask(&p);
	memcpy(room->p, p.b, n);
	v->v = rbuf_of(room->p, n);
	return 0;
}

static int
parse_prefix(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	struct prefix p;

	if (prefix_parse(s, &p, NULL) != PREFIX_OK || p.af != af)
		return -1;
	memcpy(room->p, p.b, prefix_octets(p.len));
	v->v = rbuf_of(room->p, prefix_octets(p.len));
	v->bits = p.len;
	return 0;
}

/* Its octets do not say which family it is of, the NLRI does. */
static void
prefix_addr(struct wbuf *out, const struct nlri_value *v, uint8_t af)
{
	uint8_t b[16] = { 0 };
	struct addr a;

	if (v->v.left > 0)
		memcpy(b, v->v.p, v->v.left);
	a = addr_of(af, b);
	emit_addr(out, &a);
}

/* --- tunnel endpoint identifiers ----------------------------------------- */

/*
 * draft-ietf-bess-mup-safi: so many of its first bits.  Octets are kept as
 * they come, also what is behind those bits: ExaBGP writes a number of fewer
 * bits as a number, at the right of its octets.
 */
static int
take_teid(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	(void)room;
	return v->bits > TEID_BITS ? -1 :
	    rbuf_sub(b, prefix_octets(v->bits), &v->v);
}

static int
parse_teid(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	const char *slash = strchr(s, '/');
	uint64_t n, bits = TEID_BITS;
	char number[16];
	size_t len = slash == NULL ? strlen(s) : (size_t)(slash - s);
	unsigned octets;

	(void)af;
	if (len >= sizeof(number) ||
	    (slash != NULL && text_u64(slash + 1, TEID_BITS, &bits) == -1))
		return -1;
	memcpy(number, s, len);
	number[len] = '\0';
	octets = prefix_octets((unsigned)bits);
	if (text_u64(number, ((uint64_t)1 << 8 * octets) - 1, &n) == -1)
		return -1;
	keep_number(n, octets, room, v);
	v->bits = (uint8_t)bits;
	return 0;
}

static void
print_teid(struct wbuf *out, const struct nlri_value *v)
{
	print_number(out, v);
	wbuf_u8(out, '/');
	emit_number(out, v->bits);
}

/* --- a route inside a route ---------------------------------------------- */

static int
take_route(struct rbuf *b, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	(void)af;
	(void)room;
	return b->left < ROUTE_HEAD ? -1 :
	    rbuf_sub(b, (size_t)ROUTE_HEAD + b->p[1], &v->v);
}

static int
parse_route(const char *s, uint8_t af, struct nlri_room *room,
    struct nlri_value *v)
{
	size_t n = strlen(s) / 2;

	(void)af;
	if (n < ROUTE_HEAD + 1 || n - 1 > sizeof(room->p) ||
	    attr_hex(s, room->p, n - 1) == -1 ||
	    (size_t)ROUTE_HEAD + room->p[1] != n - 1)
		return -1;
	v->v = rbuf_of(room->p, n - 1);
	return 0;
}

static void
print_route(struct wbuf *out, const struct nlri_value *v)
{
	emit_hex_lower(out, v->v.p, v->v.left);
}

/* --- all of them --------------------------------------------------------- */

static const struct row rows[] = {
	[FIELD_RD] = { false, RD_SIZE, NULL, parse_rd, print_rd,
	    "ASN:number or address:number" },
	[FIELD_AS] = { false, 4, NULL, parse_as, print_number,
	    "an AS number" },
	[FIELD_U32] = { false, 4, NULL, parse_u32, print_number,
	    "a number from 0 to 4294967295" },
	[FIELD_U8] = { false, 1, NULL, parse_u8, print_number,
	    "a number from 0 to 255" },
	[FIELD_ADDR] = { false, 0, take_addr, parse_addr, print_addr,
	    "an address of the route's family" },
	[FIELD_ADDR_REST] = { false, 0, take_addr_rest, parse_addr_any,
	    print_addr, "an IPv4 or IPv6 address" },
	[FIELD_BITS_ADDR] = { true, 0, take_bits_addr, parse_addr, print_addr,
	    "an address of the route's family" },
	[FIELD_BITS_ADDR_ALL] = { true, 0, take_bits_addr_all, parse_addr_all,
	    print_addr, "an address of the route's family or '*'" },
	[FIELD_BITS_ADDR_ANY] = { true, 0, take_bits_addr_any, parse_addr_any,
	    print_addr, "an IPv4 or IPv6 address" },
	[FIELD_BITS_ADDR_MAY] = { true, 0, take_bits_addr_may, parse_addr_any,
	    print_addr, "an IPv4 or IPv6 address" },
	[FIELD_PREFIX] = { true, 0, take_prefix, parse_prefix, NULL,
	    "a prefix of the route's family, without host bits" },
	[FIELD_TEID] = { true, 0, take_teid, parse_teid, print_teid,
	    "number/length with a length of at most 32, and the number in "
	    "as many octets as that needs" },
	[FIELD_ROUTE] = { false, 0, take_route, parse_route, print_route,
	    "0x and the type, the length and the octets of a route" },
};

int
field_take(struct rbuf *b, const struct nlri_field *f, uint8_t af,
    struct nlri_room *room, struct nlri_value *v)
{
	const struct row *row = &rows[f->kind];
	struct nlri_value made = { .given = true };
	struct rbuf in = *b;

	if ((row->has_bits && rbuf_u8(&in, &made.bits) == -1) ||
	    (row->take == NULL ? rbuf_sub(&in, row->octets, &made.v) :
	    row->take(&in, af, room, &made)) == -1)
		return -1;
	*b = in;
	*v = made;
	return 0;
}

void
field_put(struct wbuf *w, const struct nlri_field *f,
    const struct nlri_value *v)
{
	if (rows[f->kind].has_bits)
		wbuf_u8(w, v->bits);
	wbuf_bytes(w, v->v.p, v->v.left);
}

int
field_parse(struct tokens *t, const struct nlri_field *f, uint8_t af,
    struct nlri_room *room, struct nlri_value *v, struct text_error *e)
{
	const struct row *row = &rows[f->kind];
	const struct token *tok = token_peek(t);
	struct nlri_value made = { .given = true };

	if (tok == NULL)
		return text_error_at(e, t, "%s: %s is missing", f->word,
		    row->wanted);
	if (row->parse(tok->s, af, room, &made) == -1)
		return f->kind == FIELD_RD ? rd_error(e, tok, f->word) :
		    text_error_token(e, tok, "%s: '%.64s' is not %s",
		    f->word, tok->s, row->wanted);
	t->at++;
	*v = made;
	return 0;
}

void
field_print(struct wbuf *out, const struct nlri_field *f, uint8_t af,
    const struct nlri_value *v)
{
	if (!f->bare) {
		wbuf_str(out, f->word);
		wbuf_u8(out, ' ');
	}
	field_print_value(out, f, af, v);
}

void
field_print_value(struct wbuf *out, const struct nlri_field *f, uint8_t af,
    const struct nlri_value *v)
{
	if (rows[f->kind].print != NULL) {
		rows[f->kind].print(out, v);
		return;
	}
	prefix_addr(out, v, af);
	wbuf_u8(out, '/');
	emit_number(out, v->bits);
}

bool
field_has_bits(const struct nlri_field *f)
{
	return rows[f->kind].has_bits;
}

void
field_json(struct wbuf *w, const struct nlri_field *f, uint8_t af,
    const struct nlri_value *v)
{
	if (f->json_bits != NULL)
		wbuf_printf(w, "\"%s\": %u, ", f->json_bits, v->bits);
	wbuf_printf(w, "\"%s\": %s", f->json, f->text ? "\"" : "");
	if (f->kind == FIELD_PREFIX)
		prefix_addr(w, v, af);
	else if (f->kind == FIELD_TEID)
		print_number(w, v);
	else
		rows[f->kind].print(w, v);
	if (f->text)
		wbuf_u8(w, '"');
}
