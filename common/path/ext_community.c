/* SPDX-License-Identifier: ISC */
/*
 * The forms of extended communities (RFC 4360, RFC 5668, RFC 7153; actions of
 * RFC 8955 7 and of drafts; link bandwidth), and behind them those of
 * ext_layout.c.  A form reads its fields and prints what it reads; what no
 * form prints is shown as 0x and sixteen digits.  A number over 65535 or with
 * an L behind it is a 4-octet AS number and takes the type of one (RFC 5668),
 * also where ExaBGP uses the type of an IPv4 address.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bgp/addr.h"
#include "path/attr_text.h"
#include "path/ext_community.h"
#include "path/ext_form.h"
#include "path/rd.h"

static void
put_be(uint8_t *p, uint64_t v, unsigned n)
{
	while (n-- > 0) {
		p[n] = (uint8_t)v;
		v >>= 8;
	}
}

static uint64_t
get_be(const uint8_t *p, unsigned n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | *p++;
	return v;
}

/* A number, or the same 32 bits as a dotted quad. */
static int
read_number(const char *s, uint64_t max, uint64_t *v)
{
	struct addr a;

	if (text_u64(s, max, v) == 0)
		return 0;
	if (max != UINT32_MAX || addr_parse(s, &a) == -1 || a.af != ADDR_V4)
		return -1;
	*v = addr_v4_host(&a);
	return 0;
}

/* asn:N, 70000L:N or address:N; wide: always with a 4-octet AS. */
static int
read_pair_as(const struct ext_form *form, const struct ext_fields *f,
    bool wide, uint8_t c[8])
{
	char text[ADDR_TEXT];
	struct addr a;
	uint32_t as;
	uint64_t n;
	size_t len = strlen(f->v[0]);

	if (f->n != 2 || len == 0 || len >= sizeof(text))
		return -1;
	memcpy(text, f->v[0], len + 1);
	c[1] = form->sub;
	if (addr_parse(text, &a) == 0 && a.af == ADDR_V4 && !wide) {
		if (text_u64(f->v[1], UINT16_MAX, &n) == -1)
			return -1;
		c[0] = form->type | 1;
		memcpy(c + 2, a.b, 4);
		put_be(c + 6, n, 2);
		return 0;
	}
	if (text[len - 1] == 'L') {
		wide = true;
		text[len - 1] = '\0';
	}
	if (text_asn(text, &as) == -1) {
		if (text_u64(text, UINT32_MAX, &n) == -1)
			return -1;
		as = (uint32_t)n;
	}
	if (wide || as > UINT16_MAX) {
		if (text_u64(f->v[1], UINT16_MAX, &n) == -1)
			return -1;
		c[0] = form->type | 2;
		put_be(c + 2, as, 4);
		put_be(c + 6, n, 2);
		return 0;
	}
	if (read_number(f->v[1], UINT32_MAX, &n) == -1)
		return -1;
	c[0] = form->type;
	put_be(c + 2, as, 2);
	put_be(c + 4, n, 4);
	return 0;
}

static int
read_pair(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	return read_pair_as(form, f, false, c);
}

static int
read_pair4(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	return read_pair_as(form, f, true, c);
}

static void
print_address(struct wbuf *out, const uint8_t p[4])
{
	struct addr a = addr_of(ADDR_V4, p);
	char text[ADDR_TEXT];

	wbuf_str(out, addr_print(&a, text, sizeof(text)));
}

static bool
print_pair(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	uint32_t as;

	if ((c[0] & ~3) != form->type || (c[0] & 3) == 3 || c[1] != form->sub)
		return false;
	wbuf_str(out, form->name);
	wbuf_u8(out, ':');
	switch (c[0] & 3) {
	case 0:
		wbuf_printf(out, "%u:%u", (unsigned)get_be(c + 2, 2),
		    (unsigned)get_be(c + 4, 4));
		break;
	case 1:
		print_address(out, c + 2);
		wbuf_printf(out, ":%u", (unsigned)get_be(c + 6, 2));
		break;
	default:
		as = (uint32_t)get_be(c + 2, 4);
		wbuf_printf(out, as > UINT16_MAX ? "%u:%u" : "%uL:%u", as,
		    (unsigned)get_be(c + 6, 2));
		break;
	}
	return true;
}

/* RFC 9251 9.5: in EVPN the subtype says what the type says elsewhere. */
static int
read_evi(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	struct ext_form pair = *form;

	pair.type = 0;
	if (read_pair(&pair, f, c) == -1)
		return -1;
	c[1] = (uint8_t)(form->sub + c[0]);
	c[0] = form->type;
	return 0;
}

static bool
print_evi(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	struct ext_form pair = *form;
	uint8_t as_pair[8];

	if (c[0] != form->type || c[1] < form->sub || c[1] > form->sub + 2)
		return false;
	memcpy(as_pair, c, sizeof(as_pair));
	as_pair[0] = c[1] - form->sub;
	as_pair[1] = form->sub;
	pair.type = 0;
	return print_pair(&pair, as_pair, out);
}

/* A mere word: the six octets are zero but for the last, flags in base 2. */
static int
read_word(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	if (f->n != 0)
		return -1;
	memset(c, 0, 8);
	c[0] = form->type;
	c[1] = form->sub;
	c[7] = strcmp(form->name, "copy-to-nexthop") == 0;
	return 0;
}

static bool
print_word(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	static const struct ext_fields none;
	uint8_t mine[8];

	read_word(form, &none, mine);
	if (memcmp(mine, c, 8) != 0)
		return false;
	wbuf_str(out, form->name);
	return true;
}

/* encapsulation:control:mtu:preference (RFC 4761 3.2.4). */
static int
read_l2info(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	uint64_t encap, control, mtu, pref;

	if (f->n != 4 || text_u64(f->v[0], UINT8_MAX, &encap) == -1 ||
	    text_u64(f->v[1], UINT8_MAX, &control) == -1 ||
	    text_u64(f->v[2], UINT16_MAX, &mtu) == -1 ||
	    text_u64(f->v[3], UINT16_MAX, &pref) == -1)
		return -1;
	c[0] = form->type;
	c[1] = form->sub;
	put_be(c + 2, encap, 1);
	put_be(c + 3, control, 1);
	put_be(c + 4, mtu, 2);
	put_be(c + 6, pref, 2);
	return 0;
}

static bool
print_l2info(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	if (c[0] != form->type || c[1] != form->sub)
		return false;
	wbuf_printf(out, "%s:%u:%u:%u:%u", form->name, c[2], c[3],
	    (unsigned)get_be(c + 4, 2), (unsigned)get_be(c + 6, 2));
	return true;
}

static int
read_float(const char *s, uint8_t p[4])
{
	char *end;
	float v;
	uint32_t bits;

	if ((*s < '0' || *s > '9') && *s != '.')
		return -1;
	v = strtof(s, &end);
	if (*end != '\0' || !isfinite(v))
		return -1;
	memcpy(&bits, &v, sizeof(bits));
	put_be(p, bits, 4);
	return 0;
}

/* False for what read_float would not read. */
static bool
print_float(struct wbuf *out, const char *before, const uint8_t p[4],
    const char *after)
{
	uint32_t bits = (uint32_t)get_be(p, 4);
	float v;

	memcpy(&v, &bits, sizeof(v));
	if (!isfinite(v) || signbit(v))
		return false;
	wbuf_printf(out, "%s%.9g%s", before, (double)v, after);
	return true;
}

/* asn:octets a second, IEEE single precision. */
static int
read_bandwidth(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	uint64_t as;

	if (f->n != 2 || text_u64(f->v[0], UINT16_MAX, &as) == -1 ||
	    read_float(f->v[1], c + 4) == -1)
		return -1;
	c[0] = form->type;
	c[1] = form->sub;
	put_be(c + 2, as, 2);
	return 0;
}

static bool
print_bandwidth(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	char before[32];

	if (c[0] != form->type || c[1] != form->sub)
		return false;
	snprintf(before, sizeof(before), "%s:%u:", form->name,
	    (unsigned)get_be(c + 2, 2));
	return print_float(out, before, c + 4, "");
}

/* As OpenBGPD says an action: asn:number, whatever the octets mean. */
static int
read_flow(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	uint64_t as, n;

	if (f->n != 2 || text_u64(f->v[0], UINT16_MAX, &as) == -1 ||
	    text_u64(f->v[1], UINT32_MAX, &n) == -1)
		return -1;
	c[0] = form->type;
	c[1] = form->sub;
	put_be(c + 2, as, 2);
	put_be(c + 4, n, 4);
	return 0;
}

/* RFC 8955 7.1, 7.2: octets, or packets, a second. */
static int
read_rate(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	bool packets = f->n == 2 && strcmp(f->v[1], "packets") == 0;

	if ((f->n != 1 && !packets) || read_float(f->v[0], c + 4) == -1)
		return -1;
	c[0] = form->type;
	c[1] = packets ? 0x0c : 0x06;
	c[2] = c[3] = 0;
	return 0;
}

static bool
print_rate(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	if (c[0] != form->type || (c[1] != 0x06 && c[1] != 0x0c) ||
	    c[2] != 0 || c[3] != 0)
		return false;
	return print_float(out, "rate-limit:", c + 4,
	    c[1] == 0x0c ? ":packets" : "");
}

/* The last octet is one of these names' numbers, from first on. */
static int
read_named(const struct ext_form *form, const struct ext_fields *f,
    const char *const *names, uint8_t first, uint8_t n, uint8_t c[8])
{
	uint8_t i;

	for (i = first; f->n == 1 && i < n; i++)
		if (strcmp(f->v[0], names[i]) == 0) {
			memset(c, 0, 8);
			c[0] = form->type;
			c[1] = form->sub;
			c[7] = i;
			return 0;
		}
	return -1;
}

/* The octets up to the last are zero. */
static bool
only_last(const struct ext_form *form, const uint8_t c[8])
{
	return c[0] == form->type && c[1] == form->sub &&
	    get_be(c + 2, 5) == 0;
}

static bool
print_named(const struct ext_form *form, const uint8_t c[8],
    const char *const *names, uint8_t first, uint8_t n, struct wbuf *out)
{
	if (!only_last(form, c) || c[7] < first || c[7] >= n)
		return false;
	wbuf_printf(out, "%s:%s", form->name, names[c[7]]);
	return true;
}

/* RFC 8955 7.3 */
enum { ACTION_FIRST = 1, ACTION_END = 4 };
static const char *const action_names[ACTION_END] = {
	"", "terminal", "sample", "sample-terminal"
};

static int
read_action(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	return read_named(form, f, action_names, ACTION_FIRST, ACTION_END, c);
}

static bool
print_action(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	return print_named(form, c, action_names, ACTION_FIRST, ACTION_END,
	    out);
}

static int
read_mark(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	uint64_t v;

	if (f->n != 1 || text_u64(f->v[0], 63, &v) == -1)
		return -1;
	memset(c, 0, 8);
	c[0] = form->type;
	c[1] = form->sub;
	c[7] = (uint8_t)v;
	return 0;
}

static bool
print_mark(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	if (!only_last(form, c) || c[7] > 63)
		return false;
	wbuf_printf(out, "%s:%u", form->name, c[7]);
	return true;
}

/* RFC 8097 */
enum { OVS_END = 3 };
static const char *const ovs_names[OVS_END] = {
	"valid", "not-found", "invalid"
};

static int
read_ovs(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	return read_named(form, f, ovs_names, 0, OVS_END, c);
}

static bool
print_ovs(const struct ext_form *form, const uint8_t c[8], struct wbuf *out)
{
	return print_named(form, c, ovs_names, 0, OVS_END, out);
}

/*
 * draft-ietf-idr-flowspec-interfaceset: [non-transitive:]way:ASN:group, where
 * the ways are two bits above the 14 of the group.
 */
enum { WAY_FIRST = 1, WAY_END = 4, GROUP_MAX = 0x3fff, NON_TRANSITIVE = 0x40 };
static const char *const way_names[WAY_END] = {
	"", "input", "output", "input-output"
};

static int
read_interface_set(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	unsigned at = f->n == 4, way;
	bool local = at == 1 && strcmp(f->v[0], "non-transitive") == 0;
	uint64_t group;
	uint32_t as;

	if (f->n != 3 + at ||
	    (at == 1 && !local && strcmp(f->v[0], "transitive") != 0) ||
	    text_asn(f->v[at + 1], &as) == -1 ||
	    text_u64(f->v[at + 2], GROUP_MAX, &group) == -1)
		return -1;
	for (way = WAY_FIRST; way < WAY_END; way++)
		if (strcmp(f->v[at], way_names[way]) == 0)
			break;
	if (way == WAY_END)
		return -1;
	c[0] = (uint8_t)(form->type | (local ? NON_TRANSITIVE : 0));
	c[1] = form->sub;
	put_be(c + 2, as, 4);
	put_be(c + 6, (uint64_t)way << 14 | group, 2);
	return 0;
}

static bool
print_interface_set(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	unsigned way = c[6] >> 6;

	if ((c[0] & ~NON_TRANSITIVE) != form->type || c[1] != form->sub ||
	    way < WAY_FIRST)
		return false;
	wbuf_printf(out, "%s:%s%s:%u:%u", form->name,
	    (c[0] & NON_TRANSITIVE) != 0 ? "non-transitive:" : "",
	    way_names[way], (unsigned)get_be(c + 2, 4),
	    (unsigned)get_be(c + 6, 2) & GROUP_MAX);
	return true;
}

/* draft-ietf-idr-flowspec-redirect-ip: an address, and whether to copy. */
static bool
is_copy(const struct ext_form *form)
{
	return strcmp(form->name, "copy-to-nexthop-ietf") == 0;
}

static int
read_redirect_ip(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	struct addr a;

	if (f->n != 1 || addr_parse(f->v[0], &a) == -1 || a.af != ADDR_V4)
		return -1;
	c[0] = form->type;
	c[1] = form->sub;
	memcpy(c + 2, a.b, 4);
	put_be(c + 6, is_copy(form), 2);
	return 0;
}

static bool
print_redirect_ip(const struct ext_form *form, const uint8_t c[8],
    struct wbuf *out)
{
	if (c[0] != form->type || c[1] != form->sub ||
	    get_be(c + 6, 2) != (is_copy(form) ? 1 : 0))
		return false;
	wbuf_printf(out, "%s:", form->name);
	print_address(out, c + 2);
	return true;
}

#define PAIR "ASN:number, ASNL:number or address:number"

static const struct ext_form forms[] = {
	{ "target", "rt", 0x00, 0x02, 2, PAIR, read_pair, print_pair },
	{ "origin", "soo", 0x00, 0x03, 2, PAIR, read_pair, print_pair },
	{ "target4", NULL, 0x00, 0x02, 2, "ASN:0-65535", read_pair4, NULL },
	{ "origin4", NULL, 0x00, 0x03, 2, "ASN:0-65535", read_pair4, NULL },
	{ "odi", NULL, 0x00, 0x05, 2, PAIR, read_pair, print_pair },
	{ "bdc", NULL, 0x00, 0x08, 2, PAIR, read_pair, print_pair },
	{ "srcas", NULL, 0x00, 0x09, 2, PAIR, read_pair, print_pair },
	{ "l2vid", NULL, 0x00, 0x0a, 2, PAIR, read_pair, print_pair },
	{ "ori", NULL, 0x00, 0x07, 2, PAIR, read_pair, print_pair },
	{ "vrfri", NULL, 0x00, 0x0b, 2, PAIR, read_pair, print_pair },
	{ "rtrecord", NULL, 0x00, 0x13, 2, PAIR, read_pair, print_pair },
	{ "vpn-distinguisher", NULL, 0x00, 0x10, 2, PAIR, read_pair,
	    print_pair },
	{ "evi-rt", NULL, 0x06, 0x0a, 2, PAIR, read_evi, print_evi },
	{ "redirect", "flow-rt-redir", 0x80, 0x08, 2, PAIR, read_pair,
	    print_pair },
	{ "mup", NULL, 0x0c, 0x00, 2, PAIR, read_pair, print_pair },
	{ "redirect-to-nexthop", NULL, 0x08, 0x00, 0, "nothing", read_word,
	    print_word },
	{ "copy-to-nexthop", NULL, 0x08, 0x00, 0, "nothing", read_word,
	    print_word },
	{ "redirect-to-nexthop-ietf", NULL, 0x01, 0x0c, 1, "an IPv4 address",
	    read_redirect_ip, print_redirect_ip },
	{ "copy-to-nexthop-ietf", NULL, 0x01, 0x0c, 1, "an IPv4 address",
	    read_redirect_ip, print_redirect_ip },
	{ "interface-set", NULL, 0x07, 0x02, 3,
	    "input, output or input-output:ASN:0-16383, perhaps behind "
	    "transitive: or non-transitive:", read_interface_set,
	    print_interface_set },
	{ "l2info", NULL, 0x80, 0x0a, 4,
	    "encapsulation:control:mtu:preference", read_l2info,
	    print_l2info },
	{ "bandwidth", NULL, 0x40, 0x04, 2, "ASN:octets-per-second",
	    read_bandwidth, print_bandwidth },
	{ "transitive-bandwidth", NULL, 0x00, 0x04, 2,
	    "ASN:octets-per-second", read_bandwidth, print_bandwidth },
	{ "rate-limit", NULL, 0x80, 0x06, 1, "number or number:packets",
	    read_rate, print_rate },
	{ "discard", NULL, 0x80, 0x06, 0, "nothing", read_word, NULL },
	{ "action", NULL, 0x80, 0x07, 1,
	    "sample, terminal or sample-terminal", read_action,
	    print_action },
	/* OpenBGPD's words; rate-limit and so on are what is printed */
	{ "flow-rate", NULL, 0x80, 0x06, 2, "ASN:octets-per-second",
	    read_bandwidth, NULL },
	{ "flow-pps", NULL, 0x80, 0x0c, 2, "ASN:packets-per-second",
	    read_bandwidth, NULL },
	{ "flow-action", NULL, 0x80, 0x07, 2, "ASN:number", read_flow, NULL },
	{ "flow-dscp", NULL, 0x80, 0x09, 2, "ASN:number", read_flow, NULL },
	{ "mark", NULL, 0x80, 0x09, 1, "0-63", read_mark, print_mark },
	{ "ovs", NULL, 0x43, 0x00, 1, "valid, not-found or invalid",
	    read_ovs, print_ovs },
};

enum { FORMS_MAX = sizeof(forms) / sizeof(forms[0]) };

/* The nth of all; NULL behind the last. */
static const struct ext_form *
form_at(unsigned nth)
{
	return nth < FORMS_MAX ? &forms[nth] :
	    ext_layout_form(nth - FORMS_MAX);
}

const struct ext_form *
ext_form_by_name(const char *name)
{
	const struct ext_form *form;
	unsigned i;

	for (i = 0; (form = form_at(i)) != NULL; i++)
		if (strcasecmp(name, form->name) == 0 ||
		    (form->alias != NULL &&
		    strcasecmp(name, form->alias) == 0))
			return form;
	return NULL;
}

unsigned
ext_form_fields(const struct ext_form *form)
{
	return form->fields;
}

const char *
ext_form_usage(const struct ext_form *form)
{
	return form->usage;
}

const char *
ext_form_bound(const struct ext_form *form, const struct ext_fields *f)
{
	return (form->read == read_pair || form->read == read_evi) &&
	    f->n == 2 ? rd_bound(f->v[0], f->v[1]) : NULL;
}

bool
ext_form_is_packets(const struct ext_form *form)
{
	return form->read == read_rate;
}

int
ext_form_read(const struct ext_form *form, const struct ext_fields *f,
    uint8_t c[8])
{
	uint8_t r[8];

	if (form->read(form, f, r) == -1)
		return -1;
	memcpy(c, r, sizeof(r));
	return 0;
}

static void
print_hex(struct wbuf *out, const uint8_t c[8])
{
	wbuf_printf(out, "0x%016llx", (unsigned long long)get_be(c, 8));
}

void
ext_community_print(struct wbuf *out, const uint8_t c[8])
{
	const struct ext_form *form;
	unsigned i;

	for (i = 0; (form = form_at(i)) != NULL; i++)
		if (form->print != NULL && form->print(form, c, out))
			return;
	print_hex(out, c);
}

/* Names as OpenBGPD prints them, for what carries a number or an address. */
static const struct {
	uint8_t		 type;		/* of the 2-octet AS form */
	uint8_t		 sub;
	const char	*name;
} bgpctl_pairs[] = {
	{ 0x00, 0x02, "rt" }, { 0x00, 0x03, "soo" }, { 0x00, 0x05, "odi" },
	{ 0x00, 0x07, "ori" }, { 0x00, 0x08, "bdc" }, { 0x00, 0x09, "srcas" },
	{ 0x00, 0x0a, "l2vid" }, { 0x00, 0x0b, "vrfri" },
	{ 0x80, 0x08, "flow-rt-redir" },
};

/* Of one so large no bit is left for a fraction. */
static bool
is_whole(float v)
{
	return v >= 1 << 24 || v == (float)(uint32_t)v;
}

/* "flow-rate 64500:9600"; OpenBGPD prints the octets of the float. */
static bool
print_flow(struct wbuf *out, const uint8_t c[8])
{
	static const char *const names[] = { [0x06] = "flow-rate",
	    [0x07] = "flow-action", [0x09] = "flow-dscp",
	    [0x0c] = "flow-pps" };
	uint32_t n = (uint32_t)get_be(c + 4, 4);
	float rate;

	if (c[0] != 0x80 || c[1] >= sizeof(names) / sizeof(names[0]) ||
	    names[c[1]] == NULL)
		return false;
	memcpy(&rate, &n, sizeof(rate));
	if (c[1] == 0x07 || c[1] == 0x09)
		wbuf_printf(out, "%s %u:%u", names[c[1]],
		    (unsigned)get_be(c + 2, 2), n);
	else if (isfinite(rate) && !signbit(rate))
		wbuf_printf(out, is_whole(rate) ? "%s %u:%.0f" :
		    "%s %u:%.9g", names[c[1]], (unsigned)get_be(c + 2, 2),
		    (double)rate);
	else
		return false;
	return true;
}

void
ext_community_print_bgpctl(struct wbuf *out, const uint8_t c[8])
{
	unsigned i;

	if (print_flow(out, c))
		return;

	if (c[0] == 0x43 && c[1] == 0 && get_be(c + 2, 5) == 0 && c[7] < 3) {
		wbuf_printf(out, "ovs %s", ovs_names[c[7]]);
		return;
	}
	for (i = 0; i < sizeof(bgpctl_pairs) / sizeof(bgpctl_pairs[0]); i++) {
		if ((c[0] & ~3) != bgpctl_pairs[i].type || (c[0] & 3) == 3 ||
		    c[1] != bgpctl_pairs[i].sub)
			continue;
		wbuf_printf(out, "%s ", bgpctl_pairs[i].name);
		if ((c[0] & 3) == 1)
			print_address(out, c + 2);
		else
			wbuf_printf(out, "%u", (unsigned)get_be(c + 2,
			    (c[0] & 3) == 0 ? 2 : 4));
		wbuf_printf(out, ":%u", (c[0] & 3) == 0 ?
		    (unsigned)get_be(c + 4, 4) : (unsigned)get_be(c + 6, 2));
		return;
	}
	print_hex(out, c);
}
