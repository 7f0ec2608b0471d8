/* SPDX-License-Identifier: ISC */
/*
 * A rule is read as one set of values a field, over what packets can have
 * there; a field that the rule does not name has all of them.  Ports, ICMP
 * types and TCP flags say more than they seem to: only packets of some
 * protocols have them, and no fragment but the first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path/attr.h"
#include "path/flow_lint.h"
#include "path/flow_spans.h"

enum {
	PROTO_ICMP = 1, PROTO_TCP = 6, PROTO_UDP = 17, PROTO_DCCP = 33,
	PROTO_ICMPV6 = 58, PROTO_SCTP = 132, PROTO_UDPLITE = 136,
	/*
	 * Not looked into, for what it would cost grows with the square: a bit
	 * mask of more operators, an alternative of more terms.
	 */
	MASK_OPS_MAX = 16, TERMS_MAX = 128,
};

struct flow_lint {
	struct flow_family	 k;
	uint8_t			 rd[RD_SIZE];
	struct {
		uint8_t		 len, offset;
		struct addr	 a;
	}			 prefix[2];	/* destination, source */
	uint32_t		 given;		/* bit n: type n */
	struct flow_spans	 set[FLOW_TYPES];
	bool			 unread;
	char			 why[FLOW_LINT_WHY];
};

static const struct flow_span transports[] = {
	{ PROTO_TCP, PROTO_TCP }, { PROTO_UDP, PROTO_UDP },
	{ PROTO_DCCP, PROTO_DCCP }, { PROTO_SCTP, PROTO_SCTP },
	{ PROTO_UDPLITE, PROTO_UDPLITE }
};
static const struct flow_span tcp[] = { { PROTO_TCP, PROTO_TCP } };
static const struct flow_span icmp[] = { { PROTO_ICMP, PROTO_ICMP } };
static const struct flow_span icmpv6[] = { { PROTO_ICMPV6, PROTO_ICMPV6 } };
/* RFC 8955 4.2.2.12: with or without DF: whole; first; middle or last. */
static const struct flow_span fragments[] = { { 0, 5 }, { 10, 11 } };
static const struct flow_span fragments_v6[] = { { 0, 0 }, { 2, 2 }, { 4, 4 },
	{ 10, 10 } };
static const struct flow_span with_header[] = { { 0, 1 }, { 4, 5 } };
static const struct flow_span whole[] = { { 0, 1 } };
/* Of a session: SYN, ACK, PSH, FIN and RST as TCP sends them. */
static const struct flow_span session_flags[] = { { 2, 2 }, { 4, 4 },
	{ 16, 18 }, { 20, 20 }, { 24, 25 } };
static const struct flow_span ephemeral[] = { { 1024, 65535 } };

/* A constant as a set: nothing writes to it. */
static struct flow_spans
view(const struct flow_span *v, size_t n)
{
	union {
		const struct flow_span	*c;
		struct flow_span	*v;
	} u = { .c = v };

	return (struct flow_spans){ .v = u.v, .n = n };
}
#define VIEW(list)	view(list, sizeof(list) / sizeof(list[0]))

/* What packets have in a field. */
static void
domain(struct flow_spans *out, unsigned type, uint8_t af)
{
	const struct flow_row *row = flow_row(type, af);
	const struct flow_spans v4 = VIEW(fragments), v6 = VIEW(fragments_v6);
	uint32_t least = 0;

	out->n = 0;
	if (type == FLOW_FRAGMENT) {
		flow_spans_and(out, flow_v6(af) ? &v6 : &v4,
		    flow_v6(af) ? &v6 : &v4);
		return;
	}
	/* the header is counted: RFC 8955 4.2.2.10 */
	if (type == FLOW_PACKET_LENGTH)
		least = flow_v6(af) ? 40 : 20;
	if (row != NULL)
		flow_spans_add(out, least, (uint32_t)row->max[flow_v6(af)]);
}

static void
say(struct flow_lint *l, const char *word, const char *what)
{
	if (l->why[0] == '\0')
		snprintf(l->why, sizeof(l->why), "%s: %s", word, what);
}

/* --- reading -------------------------------------------------------------- */

static void
read_prefix(struct flow_lint *l, const struct flow_part *p)
{
	unsigned i = (unsigned)p->type - FLOW_DESTINATION;

	l->prefix[i].len = p->len;
	l->prefix[i].offset = p->offset;
	l->prefix[i].a = flow_part_addr(p, l->k.af);
}

/* Each alternative has to match something, or it is a mistake. */
static void
check_alternatives(struct flow_lint *l, const struct flow_part *p,
    const struct flow_spans *all)
{
	struct flow_spans one = { 0 };
	struct rbuf ops = p->ops, part;
	struct wbuf w;
	char text[128], what[192];

	while (ops.left > 0 && l->why[0] == '\0') {
		part = ops;
		wbuf_fixed(&w, text, sizeof(text) - 1);
		flow_print_terms(&w, p, l->k.af, &ops);
		text[w.len] = '\0';
		part.left -= ops.left;
		flow_spans_of(&one, p, part, all);
		if (one.n > 0)
			continue;
		snprintf(what, sizeof(what), "no packet has %s", text);
		say(l, flow_word(p->type, l->k.af), what);
	}
	flow_spans_free(&one);
}

static bool
is_too_much(const struct flow_part *p)
{
	struct rbuf ops = p->ops;
	unsigned n = 0, terms = 0;
	struct flow_op o;

	while (flow_next_op(&ops, &o) == 1) {
		terms = (o.op & FLOW_AND) != 0 ? terms + 1 : 1;
		if (terms > TERMS_MAX ||
		    (p->row->kind == FLOW_BITMASK && ++n > MASK_OPS_MAX))
			return true;
	}
	return false;
}

static void
read_ops(struct flow_lint *l, const struct flow_part *p)
{
	struct flow_spans all = { 0 };

	if (is_too_much(p)) {
		l->unread = true;
		return;
	}
	domain(&all, p->type, l->k.af);
	check_alternatives(l, p, &all);
	flow_spans_of(&l->set[p->type], p, p->ops, &all);
	flow_spans_free(&all);
}

/* Only packets that have the field: the others are not matched. */
static void
narrow(struct flow_lint *l, unsigned type, unsigned by,
    const struct flow_spans *only, const char *what)
{
	struct flow_spans was = l->set[by];

	if ((l->given >> type & 1) == 0)
		return;
	memset(&l->set[by], 0, sizeof(l->set[by]));
	flow_spans_and(&l->set[by], &was, only);
	flow_spans_free(&was);
	if (l->set[by].n == 0)
		say(l, flow_word(type, l->k.af), what);
}

struct meaning {
	unsigned		 type;
	const struct flow_span	*v4, *v6;
	size_t			 n;
};

static void
narrow_all(struct flow_lint *l)
{
	static const struct meaning rows[] = {
		{ FLOW_PORT, transports, transports, 5 },
		{ FLOW_DESTINATION_PORT, transports, transports, 5 },
		{ FLOW_SOURCE_PORT, transports, transports, 5 },
		{ FLOW_ICMP_TYPE, icmp, icmpv6, 1 },
		{ FLOW_ICMP_CODE, icmp, icmpv6, 1 },
		{ FLOW_TCP_FLAGS, tcp, tcp, 1 },
	};
	const struct flow_spans first = VIEW(with_header);
	struct flow_spans only;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		only = view(flow_v6(l->k.af) ? rows[i].v6 : rows[i].v4,
		    rows[i].n);
		narrow(l, rows[i].type, FLOW_PROTOCOL, &only,
		    "packets of the protocols that the rule matches have "
		    "none");
		narrow(l, rows[i].type, FLOW_FRAGMENT, &first,
		    "fragments behind the first have none");
	}
}

/* Is there a pair of ports that both match, one of which is among either? */
static bool
ports_meet(const struct flow_spans *to, const struct flow_spans *from,
    const struct flow_spans *either)
{
	return to->n > 0 && from->n > 0 && (flow_spans_meet(to, either) ||
	    flow_spans_meet(from, either));
}

static void
check_ports(struct flow_lint *l)
{
	if ((l->given >> FLOW_PORT & 1) != 0 &&
	    l->set[FLOW_DESTINATION_PORT].n > 0 &&
	    l->set[FLOW_SOURCE_PORT].n > 0 && l->set[FLOW_PORT].n > 0 &&
	    !ports_meet(&l->set[FLOW_DESTINATION_PORT],
	    &l->set[FLOW_SOURCE_PORT], &l->set[FLOW_PORT]))
		say(l, flow_word(FLOW_PORT, l->k.af),
		    "neither the destination port nor the source port can be "
		    "one of these");
}

struct flow_lint *
flow_lint_new(struct rbuf key, struct flow_family k)
{
	struct flow_lint *l = xcalloc(1, sizeof(*l));
	struct flow_part p = { 0 };
	struct rbuf rd;
	unsigned type;

	l->k = k;
	if (k.vpn && rbuf_sub(&key, RD_SIZE, &rd) == 0)
		memcpy(l->rd, rd.p, RD_SIZE);
	for (type = FLOW_PROTOCOL; type < FLOW_TYPES; type++)
		domain(&l->set[type], type, k.af);
	while (flow_next(&key, k.af, &p) == 1) {
		l->given |= 1U << p.type;
		if (p.row->kind == FLOW_PREFIX)
			read_prefix(l, &p);
		else
			read_ops(l, &p);
	}
	narrow_all(l);
	check_ports(l);
	return l;
}

void
flow_lint_free(struct flow_lint *l)
{
	unsigned type;

	if (l == NULL)
		return;
	for (type = 0; type < FLOW_TYPES; type++)
		flow_spans_free(&l->set[type]);
	free(l);
}

/* --- comparing ------------------------------------------------------------ */

/* Bit n of an address, the first is 0. */
static unsigned
bit(const struct addr *a, unsigned n)
{
	return a->b[n / 8] >> (7 - n % 8) & 1U;
}

static bool
prefix_covers(const struct flow_lint *a, const struct flow_lint *b, unsigned i)
{
	unsigned n;

	if (a->prefix[i].len == 0)
		return true;
	if (b->prefix[i].len < a->prefix[i].len ||
	    b->prefix[i].offset > a->prefix[i].offset)
		return false;
	for (n = a->prefix[i].offset; n < a->prefix[i].len; n++)
		if (bit(&a->prefix[i].a, n) != bit(&b->prefix[i].a, n))
			return false;
	return true;
}

/* Is there no pair of ports that b takes and a does not? */
static bool
ports_cover(const struct flow_lint *a, const struct flow_lint *b)
{
	const struct flow_spans *pa = &a->set[FLOW_PORT];
	const struct flow_spans *pb = &b->set[FLOW_PORT];
	const struct flow_spans *to = &b->set[FLOW_DESTINATION_PORT];
	const struct flow_spans *from = &b->set[FLOW_SOURCE_PORT];
	struct flow_spans dst = { 0 }, src = { 0 }, none = { 0 };
	bool covers = true;

	/* what b takes on each side by itself */
	flow_spans_and(&dst, to, flow_spans_meet(from, pb) ? to : pb);
	flow_spans_and(&src, from, flow_spans_meet(to, pb) ? from : pb);
	if (!flow_spans_within(&dst, &a->set[FLOW_DESTINATION_PORT]) ||
	    !flow_spans_within(&src, &a->set[FLOW_SOURCE_PORT]))
		covers = false;
	/* and the pairs of which neither port is among a's */
	flow_spans_less(&none, &dst, pa);
	dst.n = 0;
	flow_spans_and(&dst, &none, &none);
	flow_spans_less(&none, &src, pa);
	if (covers && ports_meet(&dst, &none, pb))
		covers = false;
	flow_spans_free(&dst);
	flow_spans_free(&src);
	flow_spans_free(&none);
	return covers;
}

bool
flow_lint_covers(const struct flow_lint *a, const struct flow_lint *b)
{
	unsigned type;

	if (a->unread || b->unread || b->why[0] != '\0' ||
	    a->k.af != b->k.af || a->k.vpn != b->k.vpn ||
	    memcmp(a->rd, b->rd, RD_SIZE) != 0 ||
	    !prefix_covers(a, b, 0) || !prefix_covers(a, b, 1))
		return false;
	for (type = FLOW_PROTOCOL; type < FLOW_TYPES; type++)
		if (type != FLOW_PORT && type != FLOW_DESTINATION_PORT &&
		    type != FLOW_SOURCE_PORT &&
		    !flow_spans_within(&b->set[type], &a->set[type]))
			return false;
	return ports_cover(a, b);
}

bool
flow_lint_alone(const struct flow_lint *l, char why[FLOW_LINT_WHY])
{
	struct flow_lint *every;
	bool all;

	if (l->why[0] != '\0') {
		memcpy(why, l->why, FLOW_LINT_WHY);
		return true;
	}
	every = flow_lint_new(rbuf_of(NULL, 0), l->k);
	memcpy(every->rd, l->rd, RD_SIZE);
	all = flow_lint_covers(l, every);
	flow_lint_free(every);
	if (all)
		snprintf(why, FLOW_LINT_WHY, "it matches every %s packet",
		    flow_v6(l->k.af) ? "IPv6" : "IPv4");
	return all;
}

/* --- the daemon's own sessions -------------------------------------------- */

static bool
side_matches(const struct flow_lint *l, unsigned i, const struct addr *a)
{
	unsigned n;

	if (l->prefix[i].len == 0)
		return true;
	if (a->af == ADDR_NONE)
		return false;
	for (n = l->prefix[i].offset; n < l->prefix[i].len; n++)
		if (bit(&l->prefix[i].a, n) != bit(a, n))
			return false;
	return true;
}

/* One of the two ports is the one that is listened on. */
static bool
ports_match(const struct flow_lint *l, uint16_t port)
{
	const struct flow_span one[1] = { { port, port } };
	const struct flow_spans here = view(one, 1), other = VIEW(ephemeral);
	struct flow_spans to = { 0 }, from = { 0 };
	bool match;

	flow_spans_and(&to, &here, &l->set[FLOW_DESTINATION_PORT]);
	flow_spans_and(&from, &other, &l->set[FLOW_SOURCE_PORT]);
	match = ports_meet(&to, &from, &l->set[FLOW_PORT]);
	flow_spans_and(&to, &other, &l->set[FLOW_DESTINATION_PORT]);
	flow_spans_and(&from, &here, &l->set[FLOW_SOURCE_PORT]);
	match = match || ports_meet(&to, &from, &l->set[FLOW_PORT]);
	flow_spans_free(&to);
	flow_spans_free(&from);
	return match;
}

bool
flow_lint_sides(const struct flow_lint *l, const struct flow_session *s)
{
	if (l->unread || l->why[0] != '\0' || l->k.vpn ||
	    s->remote.af != l->k.af)
		return false;
	return (side_matches(l, 0, &s->remote) &&
	    side_matches(l, 1, &s->local)) ||
	    (side_matches(l, 0, &s->local) &&
	    side_matches(l, 1, &s->remote));
}

bool
flow_lint_packets(const struct flow_lint *l, uint16_t port)
{
	const struct flow_spans proto = VIEW(tcp), flags = VIEW(session_flags);
	const struct flow_spans unbroken = VIEW(whole);

	if (l->unread || l->why[0] != '\0' || l->k.vpn)
		return false;
	return (l->given &
	    (1U << FLOW_ICMP_TYPE | 1U << FLOW_ICMP_CODE)) == 0 &&
	    flow_spans_meet(&l->set[FLOW_PROTOCOL], &proto) &&
	    flow_spans_meet(&l->set[FLOW_TCP_FLAGS], &flags) &&
	    flow_spans_meet(&l->set[FLOW_FRAGMENT], &unbroken) &&
	    ports_match(l, port);
}

bool
flow_lint_session(const struct flow_lint *l, const struct flow_session *s)
{
	return flow_lint_sides(l, s) && flow_lint_packets(l, s->port);
}

/* --- actions -------------------------------------------------------------- */

static bool
ext_harms(const uint8_t *c)
{
	static const uint8_t kinds[][2] = {
		{ 0x80, 0x06 }, { 0x80, 0x0c },	/* rates */
		/* redirections: RFC 8955 7.4, and both drafts' */
		{ 0x80, 0x08 }, { 0x81, 0x08 }, { 0x82, 0x08 },
		{ 0x08, 0x00 }, { 0x01, 0x0c }, { 0x00, 0x0c },
		{ 0x80, 0x0b },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (memcmp(c, kinds[i], 2) == 0)
			return true;
	return false;
}

/* RFC 8955 7.3: the last bit says that the rules behind it count, too. */
static bool
ext_goes_on(const uint8_t *c)
{
	return c[0] == 0x80 && c[1] == 0x07 && (c[7] & 1) != 0;
}

static bool
any_of(struct rbuf attrs, uint8_t type, size_t size,
    bool (*is)(const uint8_t *))
{
	struct rbuf one;
	struct attr a;

	if (attr_find(attrs, type, &a) == -1)
		return false;
	while (rbuf_sub(&a.value, size, &one) == 0)
		if (is(one.p))
			return true;
	return false;
}

bool
flow_lint_harms(struct rbuf attrs)
{
	return any_of(attrs, ATTR_EXT_COMMUNITIES, 8, ext_harms) ||
	    any_of(attrs, ATTR_IPV6_EXT_COMMUNITIES, 20, ext_harms);
}

bool
flow_lint_goes_on(struct rbuf attrs)
{
	return any_of(attrs, ATTR_EXT_COMMUNITIES, 8, ext_goes_on);
}
