/* SPDX-License-Identifier: ISC */
/*
 * Mobile user plane, SAFI 85 (draft-ietf-bess-mup-safi 3): an architecture, a
 * type, a length in octets, and what that type has.  Of a type 1 session
 * transformed route only the prefix is the key: tunnel, QFI and endpoints may
 * change.  Its last field was added by a later version of the draft, and is
 * written only when it says something.
 */
#include <string.h>

#include "event/emit.h"
#include "path/nlri_typed.h"
#include "path/nlri_words.h"

enum { RD = 1, PREFIX, ADDRESS, TEID, QFI, ENDPOINT, SOURCE, TUNNEL_END,
	TEID_PART };

enum { ARCH_5G = 1, ISD = 1, T1ST = 3, TYPE_AT = 2, T1ST_SOURCE = 5,
	HEAD = 3, RD_OCTETS = 8, ROUTE_MAX = HEAD + 1 + UINT8_MAX,
	TEID_MAX = 32,
	T1ST_ENDPOINT = 5, T1ST_REST = T1ST_ENDPOINT + 1 + 16 };

static const struct nlri_field fields[] = {
	[RD - 1] = { "rd", FIELD_RD, .text = true, .json = "rd" },
	[PREFIX - 1] = { "prefix", FIELD_PREFIX, .bare = true, .text = true,
	    .json = "prefix_ip", .json_bits = "prefix_ip_len" },
	[ADDRESS - 1] = { "address", FIELD_ADDR, .bare = true, .text = true,
	    .json = "ip" },
	[TEID - 1] = { "teid", FIELD_U32, .text = true, .json = "teid" },
	[QFI - 1] = { "qfi", FIELD_U8, .text = true, .json = "qfi" },
	[ENDPOINT - 1] = { "endpoint", FIELD_BITS_ADDR_ANY, .text = true,
	    .json = "endpoint_ip", .json_bits = "endpoint_ip_len" },
	[SOURCE - 1] = { "source", FIELD_BITS_ADDR_MAY, .optional = true,
	    .text = true, .json = "source_ip", .json_bits = "source_ip_len" },
	[TUNNEL_END - 1] = { "address", FIELD_ADDR, .bare = true,
	    .text = true, .json = "endpoint_ip" },
	[TEID_PART - 1] = { "teid", FIELD_TEID, .text = true,
	    .json = "teid" },
	{ .word = NULL }
};

/* RD, then one length in bits of the address and the TEID behind it. */
static int
take_t2st(struct rbuf *b, struct typed_route *r)
{
	unsigned bits = addr_bits(r->af);
	uint8_t all;

	if (field_take(b, &fields[RD - 1], r->af, &r->room[0],
	    &r->v[0]) == -1 || rbuf_u8(b, &all) == -1 || all < bits ||
	    all > bits + TEID_MAX || field_take(b, &fields[TUNNEL_END - 1],
	    r->af, &r->room[1], &r->v[1]) == -1)
		return -1;
	r->v[2].given = true;
	r->v[2].bits = (uint8_t)(all - bits);
	return rbuf_sub(b, prefix_octets(r->v[2].bits), &r->v[2].v);
}

static void
put_t2st(struct wbuf *w, const struct typed_route *r)
{
	field_put(w, &fields[RD - 1], &r->v[0]);
	wbuf_u8(w, (uint8_t)(addr_bits(r->af) + r->v[2].bits));
	wbuf_bytes(w, r->v[1].v.p, r->v[1].v.left);
	wbuf_bytes(w, r->v[2].v.p, r->v[2].v.left);
}

static const struct typed_kind kinds[] = {
	{ { ARCH_5G, 0, ISD }, "mup-isd", "InterworkSegmentDiscoveryRoute",
	    .fields = { RD, PREFIX }, .json = { PREFIX, RD } },
	{ { ARCH_5G, 0, 2 }, "mup-dsd", "DirectSegmentDiscoveryRoute",
	    .fields = { RD, ADDRESS }, .json = { ADDRESS, RD } },
	{ { ARCH_5G, 0, T1ST }, "mup-t1st", "Type1SessionTransformedRoute",
	    .fields = { RD, PREFIX, TEID, QFI, ENDPOINT, SOURCE },
	    .json = { PREFIX, TEID, QFI, RD, ENDPOINT, SOURCE },
	    .key_fields = 2 },
	{ { ARCH_5G, 0, 4 }, "mup-t2st", "Type2SessionTransformedRoute",
	    .fields = { RD, TUNNEL_END, TEID_PART },
	    .json = { TUNNEL_END, RD, TEID_PART },
	    .take = take_t2st, .put = put_t2st },
};

static const struct typed_family mup = { "mup-route", 3, 1, kinds,
	sizeof(kinds) / sizeof(kinds[0]), fields };

/* A route whose prefix has the octets of a whole address: without those. */
static int
cut_address(struct rbuf *in, uint8_t af, struct wbuf *w)
{
	struct rbuf head, body, rd, prefix, zeroes;
	uint8_t len, bits;
	size_t i;

	if (rbuf_sub(in, HEAD, &head) == -1 || head.p[0] != ARCH_5G ||
	    head.p[1] != 0 ||
	    (head.p[TYPE_AT] != ISD && head.p[TYPE_AT] != T1ST) ||
	    rbuf_u8(in, &len) == -1 || rbuf_sub(in, len, &body) == -1 ||
	    rbuf_sub(&body, RD_OCTETS, &rd) == -1 ||
	    rbuf_u8(&body, &bits) == -1 || bits > addr_bits(af) ||
	    rbuf_sub(&body, prefix_octets(bits), &prefix) == -1 ||
	    rbuf_sub(&body, addr_len(af) - prefix.left, &zeroes) == -1)
		return -1;
	for (i = 0; i < zeroes.left; i++)
		if (zeroes.p[i] != 0)
			return -1;
	wbuf_bytes(w, head.p, head.left);
	wbuf_u8(w, (uint8_t)(len - zeroes.left));
	wbuf_bytes(w, rd.p, rd.left);
	wbuf_u8(w, bits);
	wbuf_bytes(w, prefix.p, prefix.left);
	wbuf_bytes(w, body.p, body.left);
	return 0;
}

/*
 * GoBGP 3.10 writes four or sixteen octets for a prefix of any length.  What
 * cannot be read otherwise is taken for that, or its session would not stand.
 */
static int
read_either(typed_reader *read, struct rbuf *b, enum family f,
    struct wbuf *key, struct wbuf *carried)
{
	const struct family_info *info = family_info(f);
	uint8_t room[ROUTE_MAX];
	struct rbuf in = *b, cut;
	struct wbuf w;

	if (read(&mup, b, f, key, carried) == 0)
		return 0;
	wbuf_fixed(&w, room, sizeof(room));
	if (info == NULL || cut_address(&in, info->af, &w) == -1 || w.failed)
		return -1;
	cut = wbuf_view(&w);
	if (read(&mup, &cut, f, key, carried) == -1)
		return -1;
	*b = in;
	return 0;
}

static int
mup_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return read_either(typed_read, b, f, key, carried);
}

static int
mup_read_withdrawn(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return read_either(typed_read_withdrawn, b, f, key, carried);
}

/*
 * A withdraw may carry nothing, but its reader expects the fields all the
 * same: TEID and QFI 0, and an endpoint of zeroes.
 */
static void
fill(struct nlri_view *n, uint8_t zeroes[T1ST_REST])
{
	const struct family_info *info = family_info(n->f);
	static const uint8_t head[] = { ARCH_5G, 0, T1ST };

	if (n->carried.left > 0 || info == NULL ||
	    n->key.left < sizeof(head) ||
	    memcmp(n->key.p, head, sizeof(head)) != 0)
		return;
	memset(zeroes, 0, T1ST_REST);
	zeroes[T1ST_ENDPOINT] = (uint8_t)addr_bits(info->af);
	n->carried = rbuf_of(zeroes, (size_t)T1ST_ENDPOINT + 1 +
	    addr_len(info->af));
}

static void
mup_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	struct nlri_view whole = *n;
	uint8_t zeroes[T1ST_REST];

	if (withdraw)
		fill(&whole, zeroes);
	typed_write(&mup, w, &whole);
}

static size_t
mup_write_size(const struct nlri_view *n, bool withdraw)
{
	struct nlri_view whole = *n;
	uint8_t zeroes[T1ST_REST];

	if (withdraw)
		fill(&whole, zeroes);
	return typed_write_size(&mup, &whole);
}

static void
mup_print(struct wbuf *out, const struct nlri_view *n)
{
	typed_print(&mup, out, n);
}

/* ExaBGP's names; what it says of a source that is not there, too. */
static void
json_of_kind(struct wbuf *w, const struct typed_route *r)
{
	unsigned type = r->kind->head[TYPE_AT];

	wbuf_printf(w, "\"name\": \"%s\", \"arch\": %d, \"code\": %u",
	    r->kind->name, ARCH_5G, type);
	if (r->kind->put != NULL)
		wbuf_printf(w, ", \"endpoint_len\": %u",
		    addr_bits(r->af) + r->v[2].bits);
	typed_json_fields(w, r, ", ");
	if (type == T1ST && !r->v[T1ST_SOURCE].given)
		wbuf_str(w, ", \"source_ip_len\": 0, \"source_ip\": \"b''\"");
}

static void
mup_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct rbuf head = n->key;
	struct typed_route r;
	uint8_t arch = 0;
	uint16_t type = 0;

	(void)form;
	typed_open(&mup, n, &r);
	wbuf_str(w, "{ ");
	if (r.kind != NULL)
		json_of_kind(w, &r);
	else {
		(void)rbuf_u8(&head, &arch);
		(void)rbuf_u16(&head, &type);
		wbuf_printf(w, "\"arch\": %u, \"code\": %u", arch, type);
	}
	wbuf_str(w, ", ");
	typed_json_raw(&mup, w, n);
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

static void
mup_about(const struct nlri_view *n, struct nlri_about *a)
{
	typed_about(&mup, n, a);
}

static void *
mup_begin(enum family f)
{
	return typed_begin(&mup, f);
}

static const char *const suggested[] = { "mup-isd", "mup-dsd", "mup-t1st",
	"mup-t2st", "mup-route", "rd", "teid", "qfi", "endpoint", "source",
	NULL };

#define FUNCTIONS \
	.read = mup_read, .read_withdrawn = mup_read_withdrawn, \
	.write = mup_write, .write_size = mup_write_size, \
	.print = mup_print, .json = mup_json, \
	.about = mup_about, \
	.begin = mup_begin, .one = typed_one, .finish = typed_finish, \
	.announced = typed_announced, .free = typed_free, \
	.words = suggested, .typed = &mup, \
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32

const struct nlri_row nlri_mup = { FUNCTIONS };
/* As ExaBGP: a next hop of the family's addresses. */
const struct nlri_row nlri_mup_ipv6 = { FUNCTIONS, .maps_nexthop = true };
