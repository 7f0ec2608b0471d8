/* SPDX-License-Identifier: ISC */
/*
 * BGP-LS, AFI 16388, SAFI 71 and 72 (RFC 9552 5.2): a type, a length, in the
 * VPN family a route distinguisher, then for the types that are known a
 * protocol, an identifier and TLVs in ascending order.  What is wrong inside
 * an NLRI whose length can be trusted makes it be discarded alone (RFC 9552
 * 8.2.2), and so does that it is too long for us; what the TLVs mean is for
 * those who read them.
 */
#include <string.h>

#include "event/emit.h"
#include "path/ls_nlri.h"
#include "path/nlri_words.h"

static int
ls_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	struct rbuf in = *b, body;
	uint16_t type, len;
	size_t start = key->len;

	(void)carried;
	if (key->failed || rbuf_u16(&in, &type) == -1 ||
	    rbuf_u16(&in, &len) == -1 || rbuf_sub(&in, len, &body) == -1)
		return -1;
	if (ls_check_body(type, ls_is_vpn(f), body) == -1) {
		*b = in;
		return 1;
	}
	wbuf_u16(key, type);
	wbuf_bytes(key, body.p, body.left);
	*b = in;
	if (!key->failed)
		return 0;
	wbuf_truncate(key, start);
	return 1;
}

static void
ls_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	struct rbuf key = n->key, type;

	(void)withdraw;
	if (rbuf_sub(&key, 2, &type) == -1)
		return;
	wbuf_bytes(w, type.p, type.left);
	wbuf_u16(w, (uint16_t)key.left);
	wbuf_bytes(w, key.p, key.left);
}

static size_t
ls_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return n->key.left + 2;
}

static void
print_known(struct wbuf *out, const struct ls_nlri *ls)
{
	const char *name = ls_protocol_name(ls->protocol);
	struct rbuf tlvs = ls->tlvs;
	struct ls_tlv t;

	wbuf_str(out, " protocol ");
	if (name != NULL)
		wbuf_str(out, name);
	else
		emit_number(out, ls->protocol);
	wbuf_str(out, " identifier ");
	emit_number(out, ls->identifier);
	while (ls_tlv_next(&tlvs, &t) == 1) {
		wbuf_str(out, " tlv ");
		ls_tlv_print(out, &t);
	}
}

static void
ls_print(struct wbuf *out, const struct nlri_view *n)
{
	struct ls_nlri ls;

	ls_open(n, &ls);
	wbuf_str(out, "type ");
	if (ls.known)
		wbuf_str(out, ls_type_name(ls.type));
	else
		emit_number(out, ls.type);
	if (ls.rd.left == RD_SIZE) {
		wbuf_str(out, " rd ");
		rd_print(out, ls.rd.p);
	}
	if (ls.known) {
		print_known(out, &ls);
		return;
	}
	wbuf_str(out, " value ");
	emit_hex_lower(out, ls.tlvs.p, ls.tlvs.left);
}

/* A prefix's own, where there is one (RFC 9552 5.2.3.2). */
static void
ls_about(const struct nlri_view *n, struct nlri_about *a)
{
	struct ls_nlri ls;
	struct ls_tlv t;

	ls_open(n, &ls);
	a->has_rd = ls.rd.left == sizeof(a->rd);
	if (a->has_rd)
		memcpy(a->rd, ls.rd.p, sizeof(a->rd));
	if (ls.type != LS_PREFIX_V4 && ls.type != LS_PREFIX_V6)
		return;
	while (ls_tlv_next(&ls.tlvs, &t) == 1)
		if (t.type == LS_IP_REACHABILITY && !a->has_prefix)
			a->has_prefix = prefix_read(&t.v,
			    ls.type == LS_PREFIX_V4 ? ADDR_V4 : ADDR_V6,
			    &a->prefix) == 0;
}

static const char *const suggested[] = { "type", "protocol", "identifier",
	"rd", "tlv", "value", NULL };

#define FUNCTIONS \
	.read = ls_read, .write = ls_write, .write_size = ls_write_size, \
	.print = ls_print, .json = ls_json, \
	.about = ls_about, \
	.begin = ls_begin, .one = ls_one, .finish = ls_finish, \
	.free = ls_free, .words = suggested

const struct nlri_row nlri_ls = {
	FUNCTIONS,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
};

/* RFC 9552 5.5: a next hop has a distinguisher of zeroes; not of everyone. */
const struct nlri_row nlri_ls_vpn = {
	FUNCTIONS,
	.nexthops = 1ULL << 12 | 1ULL << 24 | 1ULL << 48 | 1ULL << 4 |
	    1ULL << 16,
};
