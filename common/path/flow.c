/* SPDX-License-Identifier: ISC */
/*
 * Components of flow specification rules (RFC 8955 4.2, RFC 8956 3): one row
 * each, the walk over them, and how one is written in canonical form.
 *
 * Where an RFC says that operands MUST have a width, another is malformed;
 * where it says SHOULD, another is read, and written as it should be.
 */
#include <string.h>

#include "path/flow.h"

enum { W1 = 1 << 0, W2 = 1 << 1, W4 = 1 << 2, W8 = 1 << 3,
	W_ANY = W1 | W2 | W4 | W8 };

#define BOTH(v)	{ v, v }

static const struct flow_name protocols[] = {
	{ "icmp", 1, 1, false }, { "igmp", 2, 2, false },
	{ "tcp", 6, 6, false }, { "egp", 8, 8, false },
	{ "udp", 17, 17, false }, { "rsvp", 46, 46, false },
	{ "gre", 47, 47, false }, { "esp", 50, 50, false },
	{ "ah", 51, 51, false }, { "ospf", 89, 89, false },
	{ "ipip", 94, 94, false }, { "pim", 103, 103, false },
	{ "sctp", 132, 132, false },
	/* ExaBGP would not read these back */
	{ "icmp6", 58, 58, true }, { "icmpv6", 58, 58, true },
	{ "ipv6-icmp", 58, 58, true },
	{ NULL, 0, 0, false }
};

/* ICMP and ICMPv6 have the same names for other numbers. */
static const struct flow_name icmp_types[] = {
	{ "echo-reply", 0, 129, false },
	{ "unreachable", 3, 1, false },
	{ "redirect", 5, 137, false },
	{ "echo-request", 8, 128, false },
	{ "router-advertisement", 9, 134, false },
	{ "router-solicit", 10, 133, false },
	{ "time-exceeded", 11, 3, false },
	{ "parameter-problem", 12, 4, false },
	{ "timestamp", 13, -1, false },
	{ "timestamp-reply", 14, -1, false },
	{ "photuris", 40, -1, false },
	{ "experimental-mobility", 41, 150, false },
	{ "extended-echo-request", 42, 160, false },
	{ "extended-echo-reply", 43, 161, false },
	{ "experimental-one", 253, -1, false },
	{ "experimental-two", 254, -1, false },
	{ "packet-too-big", -1, 2, false },
	{ "neighbor-solicit", -1, 135, false },
	{ "neighbor-advertisement", -1, 136, false },
	{ NULL, 0, 0, false }
};

/* What a code means depends on the type, so that none is printed. */
static const struct flow_name icmp_codes[] = {
	{ "network-unreachable", 0, -1, true },
	{ "host-unreachable", 1, -1, true },
	{ "protocol-unreachable", 2, -1, true },
	{ "port-unreachable", 3, 4, true },
	{ "fragmentation-needed", 4, -1, true },
	{ "source-route-failed", 5, -1, true },
	{ "destination-network-unknown", 6, -1, true },
	{ "destination-host-unknown", 7, -1, true },
	{ "source-host-isolated", 8, -1, true },
	{ "destination-network-prohibited", 9, -1, true },
	{ "destination-host-prohibited", 10, -1, true },
	{ "network-unreachable-for-tos", 11, -1, true },
	{ "host-unreachable-for-tos", 12, -1, true },
	{ "communication-prohibited-by-filtering", 13, 1, true },
	{ "host-precedence-violation", 14, -1, true },
	{ "precedence-cutoff-in-effect", 15, -1, true },
	{ "redirect-for-network", 0, -1, true },
	{ "redirect-for-host", 1, -1, true },
	{ "redirect-for-tos-and-net", 2, -1, true },
	{ "redirect-for-tos-and-host", 3, -1, true },
	{ "ttl-eq-zero-during-transit", 0, 0, true },
	{ "ttl-eq-zero-during-reassembly", 1, 1, true },
	{ "required-option-missing", 1, -1, true },
	{ "ip-header-bad", 2, -1, true },
	{ NULL, 0, 0, false }
};

/* IANA's, for reading: a port is printed as its number. */
static const struct flow_name ports[] = {
	{ "echo", 7, 7, true }, { "discard", 9, 9, true },
	{ "daytime", 13, 13, true }, { "qotd", 17, 17, true },
	{ "chargen", 19, 19, true }, { "ftp-data", 20, 20, true },
	{ "ftp", 21, 21, true }, { "ssh", 22, 22, true },
	{ "telnet", 23, 23, true }, { "smtp", 25, 25, true },
	{ "time", 37, 37, true }, { "tacacs", 49, 49, true },
	{ "domain", 53, 53, true }, { "bootps", 67, 67, true },
	{ "bootpc", 68, 68, true }, { "tftp", 69, 69, true },
	{ "gopher", 70, 70, true }, { "finger", 79, 79, true },
	{ "http", 80, 80, true }, { "www", 80, 80, true },
	{ "kerberos", 88, 88, true }, { "pop3", 110, 110, true },
	{ "sunrpc", 111, 111, true }, { "auth", 113, 113, true },
	{ "nntp", 119, 119, true }, { "ntp", 123, 123, true },
	{ "netbios-ns", 137, 137, true }, { "netbios-dgm", 138, 138, true },
	{ "netbios-ssn", 139, 139, true }, { "imap", 143, 143, true },
	{ "snmp", 161, 161, true }, { "snmptrap", 162, 162, true },
	{ "bgp", 179, 179, true }, { "irc", 194, 194, true },
	{ "ldap", 389, 389, true }, { "https", 443, 443, true },
	{ "microsoft-ds", 445, 445, true }, { "isakmp", 500, 500, true },
	{ "syslog", 514, 514, true }, { "printer", 515, 515, true },
	{ "router", 520, 520, true }, { "ripng", 521, 521, true },
	{ "submission", 587, 587, true }, { "ipp", 631, 631, true },
	{ "ldaps", 636, 636, true }, { "rsync", 873, 873, true },
	{ "imaps", 993, 993, true }, { "pop3s", 995, 995, true },
	{ "socks", 1080, 1080, true }, { "openvpn", 1194, 1194, true },
	{ "ms-sql-s", 1433, 1433, true }, { "ms-sql-m", 1434, 1434, true },
	{ "l2tp", 1701, 1701, true }, { "pptp", 1723, 1723, true },
	{ "radius", 1812, 1812, true }, { "radius-acct", 1813, 1813, true },
	{ "ssdp", 1900, 1900, true }, { "nfs", 2049, 2049, true },
	{ "mysql", 3306, 3306, true }, { "ms-wbt-server", 3389, 3389, true },
	{ "stun", 3478, 3478, true }, { "ipsec-nat-t", 4500, 4500, true },
	{ "vxlan", 4789, 4789, true }, { "sip", 5060, 5060, true },
	{ "sips", 5061, 5061, true }, { "mdns", 5353, 5353, true },
	{ "postgresql", 5432, 5432, true }, { "coap", 5683, 5683, true },
	{ "http-alt", 8080, 8080, true },
	{ "memcache", 11211, 11211, true },
	{ NULL, 0, 0, false }
};

static const struct flow_name tcp_flags[] = {
	{ "fin", 0x01, 0x01, false }, { "syn", 0x02, 0x02, false },
	{ "rst", 0x04, 0x04, false }, { "push", 0x08, 0x08, false },
	{ "psh", 0x08, 0x08, true }, { "ack", 0x10, 0x10, false },
	{ "urg", 0x20, 0x20, false }, { "urgent", 0x20, 0x20, true },
	{ "ece", 0x40, 0x40, false }, { "cwr", 0x80, 0x80, false },
	{ "ns", 0x100, 0x100, false }, { NULL, 0, 0, false }
};

/* RFC 8956 3.6: IPv6 has no Don't Fragment. */
static const struct flow_name fragments[] = {
	{ "dont-fragment", 0x01, -1, false },
	{ "is-fragment", 0x02, 0x02, false },
	{ "first-fragment", 0x04, 0x04, false },
	{ "last-fragment", 0x08, 0x08, false }, { NULL, 0, 0, false }
};

static const struct flow_row rows[FLOW_TYPES] = {
	[FLOW_DESTINATION] = { { "destination-ipv4", "destination-ipv6" },
	    FLOW_PREFIX, 0, 0, BOTH(0), BOTH(0), NULL },
	[FLOW_SOURCE] = { { "source-ipv4", "source-ipv6" },
	    FLOW_PREFIX, 0, 0, BOTH(0), BOTH(0), NULL },
	[FLOW_PROTOCOL] = { { "protocol", "next-header" }, FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(255), protocols },
	[FLOW_PORT] = { BOTH("port"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(65535), ports },
	[FLOW_DESTINATION_PORT] = { BOTH("destination-port"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(65535), ports },
	[FLOW_SOURCE_PORT] = { BOTH("source-port"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(65535), ports },
	[FLOW_ICMP_TYPE] = { BOTH("icmp-type"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(255), icmp_types },
	[FLOW_ICMP_CODE] = { BOTH("icmp-code"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(255), icmp_codes },
	/* the four bits of data offset are zero: RFC 8955 4.2.2.9 */
	[FLOW_TCP_FLAGS] = { BOTH("tcp-flags"), FLOW_BITMASK,
	    W1 | W2, 0, BOTH(0xfff), BOTH(0xfff), tcp_flags },
	[FLOW_PACKET_LENGTH] = { BOTH("packet-length"), FLOW_NUMERIC,
	    W_ANY, 0, BOTH(UINT64_MAX), BOTH(65535), NULL },
	/* RFC 8955 4.2.2.11; in IPv6 ExaBGP's users write all eight bits */
	[FLOW_DSCP] = { { "dscp", "traffic-class" }, FLOW_NUMERIC,
	    W1, 0, { 0x3f, 0xff }, { 0x3f, 0xff }, NULL },
	[FLOW_FRAGMENT] = { BOTH("fragment"), FLOW_BITMASK,
	    W1, 0, { 0x0f, 0x0e }, { 0x0f, 0x0e }, fragments },
	/* RFC 8956 3.7: four octets */
	[FLOW_LABEL] = { { NULL, "flow-label" }, FLOW_NUMERIC,
	    W_ANY, 2, BOTH(UINT64_MAX), BOTH(0xfffff), NULL },
};

struct flow_family
flow_family_of(enum family f)
{
	const struct family_info *info = family_info(f);

	return (struct flow_family){ .af = info->af,
	    .vpn = info->safi == SAFI_FLOW_VPN };
}

const struct flow_row *
flow_row(unsigned type, uint8_t af)
{
	if (type >= FLOW_TYPES || rows[type].word[flow_v6(af)] == NULL)
		return NULL;
	return &rows[type];
}

const char *
flow_word(unsigned type, uint8_t af)
{
	return rows[type].word[flow_v6(af)];
}

const char *
flow_name_of(const struct flow_row *row, uint8_t af, uint64_t value)
{
	const struct flow_name *n;
	int v;

	for (n = row->names; n != NULL && n->name != NULL; n++) {
		v = flow_v6(af) ? n->v6 : n->v4;
		if (!n->read_only && v >= 0 && (uint64_t)v == value)
			return n->name;
	}
	return NULL;
}

/* RFC 8955 4.2.2.1; RFC 8956 3.1: there an offset, and a pattern behind it. */
static int
next_prefix(struct rbuf *b, uint8_t af, struct flow_part *p)
{
	if (rbuf_u8(b, &p->len) == -1 || p->len > addr_bits(af))
		return -1;
	p->offset = 0;
	if (af == ADDR_V6 && (rbuf_u8(b, &p->offset) == -1 ||
	    (p->offset >= p->len && (p->len != 0 || p->offset != 0))))
		return -1;
	return rbuf_sub(b, prefix_octets((unsigned)p->len - p->offset),
	    &p->pattern);
}

/* RFC 8955 4.2.1: pairs up to the one with the end bit. */
static int
next_ops(struct rbuf *b, struct flow_part *p)
{
	const uint8_t *start = b->p;
	unsigned width;
	uint8_t op;

	do {
		if (rbuf_u8(b, &op) == -1)
			return -1;
		width = (op & FLOW_LEN) >> 4;
		if ((p->row->widths >> width & 1) == 0 ||
		    rbuf_skip(b, (size_t)1 << width) == -1)
			return -1;
	} while ((op & FLOW_END) == 0);
	p->ops = rbuf_of(start, (size_t)(b->p - start));
	return 0;
}

/* RFC 8955 4.2: each type once, in ascending order; no other type. */
int
flow_next(struct rbuf *b, uint8_t af, struct flow_part *p)
{
	struct flow_part next = { 0 };
	struct rbuf in = *b;
	int r;

	if (in.left == 0)
		return 0;
	(void)rbuf_u8(&in, &next.type);
	next.row = flow_row(next.type, af);
	if (next.row == NULL || next.type <= p->type)
		return -1;
	r = next.row->kind == FLOW_PREFIX ? next_prefix(&in, af, &next) :
	    next_ops(&in, &next);
	if (r == -1)
		return -1;
	*b = in;
	*p = next;
	return 1;
}

struct addr
flow_part_addr(const struct flow_part *p, uint8_t af)
{
	struct addr a = { .af = af };
	unsigned i, at;

	for (i = 0; i + p->offset < p->len; i++) {
		at = i + p->offset;
		if ((p->pattern.p[i / 8] & 0x80 >> i % 8) != 0)
			a.b[at / 8] |= (uint8_t)(0x80 >> at % 8);
	}
	return a;
}

int
flow_next_op(struct rbuf *ops, struct flow_op *o)
{
	struct rbuf operand;
	uint64_t v = 0;
	uint8_t op;

	if (rbuf_u8(ops, &op) == -1 ||
	    rbuf_sub(ops, (size_t)1 << ((op & FLOW_LEN) >> 4), &operand) == -1)
		return 0;
	for (; operand.left > 0; operand.left--)
		v = v << 8 | *operand.p++;
	*o = (struct flow_op){ .op = op, .value = v };
	return 1;
}

void
flow_put_prefix(struct wbuf *w, uint8_t af, uint8_t len, uint8_t offset,
    struct rbuf pattern)
{
	unsigned bits = (unsigned)len - offset, n = prefix_octets(bits);
	uint8_t last;

	wbuf_u8(w, len);
	if (af == ADDR_V6)
		wbuf_u8(w, offset);
	if (n == 0)
		return;
	wbuf_bytes(w, pattern.p, n - 1);
	last = pattern.p[n - 1];
	if (bits % 8 != 0)
		last &= (uint8_t)(0xff << (8 - bits % 8));
	wbuf_u8(w, last);
}

/* Of the operator the end and AND bits, and what the kind compares by. */
void
flow_put_op(struct wbuf *w, const struct flow_row *row, uint8_t af,
    const struct flow_op *o)
{
	uint8_t compare = o->op & (row->kind == FLOW_NUMERIC ? FLOW_COMPARE :
	    FLOW_BITS);
	uint64_t v = o->value & row->mask[flow_v6(af)];
	unsigned width = row->width, n;

	/* always and never, whatever the operand */
	if (row->kind == FLOW_NUMERIC &&
	    (compare == 0 || compare == FLOW_COMPARE))
		v = 0;
	while (width < 3 && v >> (8 << width) != 0)
		width++;
	wbuf_u8(w, (uint8_t)((o->op & (FLOW_END | FLOW_AND)) | width << 4 |
	    compare));
	for (n = 1U << width; n > 0; n--)
		wbuf_u8(w, (uint8_t)(v >> 8 * (n - 1)));
}
