/* SPDX-License-Identifier: ISC */
/*
 * Writing and reading of the injection log's records.  What is read was
 * written by a route engine that has died, perhaps because of somebody's
 * bytes: every length, number and string is checked here; what a record
 * refers to is checked by inject_replay.c.
 */
#include <string.h>

#include "base/hash.h"
#include "inject_record.h"
#include "ipc/control.h"
#include "path/attr.h"
#include "text/route.h"

enum { OWNER_MAX = 64 };

static void
write_u64(struct wbuf *w, uint64_t v)
{
	wbuf_u32(w, (uint32_t)(v >> 32));
	wbuf_u32(w, (uint32_t)v);
}

static void
write_string(struct wbuf *w, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	wbuf_u16(w, (uint16_t)n);
	wbuf_bytes(w, n == 0 ? "" : s, n + 1);
}

static void
write_addr(struct wbuf *w, const struct addr *a)
{
	wbuf_u8(w, a->af);
	wbuf_u32(w, a->scope);
	wbuf_bytes(w, a->b, addr_len(a->af));
}

/* The key alone: the body has what is carried. */
static unsigned
nlri_how(uint8_t flags)
{
	return NLRI_WITHDRAW |
	    ((flags & INJECT_PATH_ID) != 0 ? NLRI_ADD_PATH : 0U);
}

static void
write_push(struct wbuf *w, const struct inject_record *r)
{
	uint8_t flags = r->flags;
	size_t at;

	if (r->nlri.has_path_id)
		flags |= INJECT_PATH_ID;
	wbuf_u32(w, r->id);
	wbuf_u8(w, flags);
	wbuf_u8(w, r->source);
	wbuf_u8(w, r->set);
	wbuf_u16(w, r->body);
	wbuf_u8(w, r->nlri.family);
	/* There are families whose NLRI do not say where they end. */
	at = w->len;
	wbuf_u16(w, 0);
	nlri_write(w, &r->nlri, nlri_how(flags));
	wbuf_set_u16(w, at, (uint16_t)(w->len - at - 2));
	if (flags & INJECT_LEASED)
		write_u64(w, (uint64_t)r->expires);
	write_string(w, r->selector);
	write_string(w, r->owner);
	write_string(w, r->reason);
	write_string(w, r->name);
	write_string(w, r->watchdog);
}

void
inject_record_write(struct wbuf *w, const struct inject_record *r)
{
	wbuf_u8(w, r->type);
	switch ((enum inject_type)r->type) {
	case INJECT_SET:
		wbuf_u8(w, r->set);
		wbuf_u32(w, (uint32_t)r->octets.left);
		wbuf_bytes(w, r->octets.p, r->octets.left);
		break;
	case INJECT_BODY:
		wbuf_u16(w, r->body);
		wbuf_u8(w, r->self);
		wbuf_u8(w, r->prepend);
		write_addr(w, &r->nexthop.global);
		write_addr(w, &r->nexthop.link_local);
		wbuf_u8(w, (uint8_t)r->nexthop.octets.left);
		wbuf_bytes(w, r->nexthop.octets.p, r->nexthop.octets.left);
		wbuf_u32(w, (uint32_t)r->octets.left);
		wbuf_bytes(w, r->octets.p, r->octets.left);
		wbuf_u32(w, (uint32_t)r->carried.left);
		wbuf_bytes(w, r->carried.p, r->carried.left);
		break;
	case INJECT_PUSH:
		write_push(w, r);
		break;
	case INJECT_POP:
		wbuf_u32(w, r->id);
		break;
	case INJECT_TAKE:
	case INJECT_JOIN:
	case INJECT_EXCLUDE:
		wbuf_u32(w, r->id);
		wbuf_u8(w, r->set);
		break;
	case INJECT_KNOWN:
	case INJECT_GONE:
		wbuf_u8(w, r->set);
		break;
	}
}

/* --- reading -------------------------------------------------------------- */

static int
read_string(struct rbuf *b, size_t max, const char **s)
{
	struct rbuf v;
	uint16_t n;

	if (rbuf_u16(b, &n) == -1 || n >= max ||
	    rbuf_sub(b, n + 1U, &v) == -1 ||
	    memchr(v.p, '\0', n + 1U) != v.p + n)
		return -1;
	*s = (const char *)v.p;
	return 0;
}

static int
read_addr(struct rbuf *b, struct addr *a)
{
	struct rbuf v;
	uint32_t scope;
	uint8_t af;

	if (rbuf_u8(b, &af) == -1 || rbuf_u32(b, &scope) == -1 ||
	    (af != ADDR_NONE && af != ADDR_V4 && af != ADDR_V6) ||
	    rbuf_sub(b, addr_len(af), &v) == -1)
		return -1;
	*a = (struct addr){ 0 };
	if (af != ADDR_NONE)
		*a = addr_of(af, v.p);
	a->scope = scope;
	return 0;
}

static int
read_octets(struct rbuf *b, struct rbuf *v)
{
	uint32_t n;

	if (rbuf_u32(b, &n) == -1)
		return -1;
	return rbuf_sub(b, n, v);
}

/* Neighbours in ascending order, none of them 0. */
static int
check_set(struct rbuf v)
{
	uint16_t id;
	int last = 0;

	while (v.left > 0) {
		if (rbuf_u16(&v, &id) == -1 || id <= last)
			return -1;
		last = id;
	}
	return 0;
}

/* Well framed, in the order of types. */
static int
check_attrs(struct rbuf v)
{
	struct attr a;
	int last = -1, res;

	while ((res = attr_next(&v, &a)) == 1) {
		if (a.type < last)
			return -1;
		last = a.type;
	}
	return res;
}

static int
read_body(struct rbuf *b, struct inject_record *r)
{
	uint8_t octets;

	if (rbuf_u16(b, &r->body) == -1 || r->body >= INJECT_BODIES ||
	    rbuf_u8(b, &r->self) == -1 || r->self > 1 ||
	    rbuf_u8(b, &r->prepend) == -1 ||
	    r->prepend > ROUTE_PREPEND_MAX ||
	    read_addr(b, &r->nexthop.global) == -1 ||
	    read_addr(b, &r->nexthop.link_local) == -1 ||
	    rbuf_u8(b, &octets) == -1 ||
	    rbuf_sub(b, octets, &r->nexthop.octets) == -1 ||
	    read_octets(b, &r->octets) == -1 ||
	    r->octets.left > ATTR_SET_MAX ||
	    read_octets(b, &r->carried) == -1 || r->carried.left > NLRI_ROOM)
		return -1;
	return check_attrs(r->octets);
}

static int
read_nlri(struct rbuf *b, struct inject_record *r, struct wbuf *key)
{
	struct rbuf nlri;
	uint8_t family;
	uint16_t len;

	if (rbuf_u8(b, &family) == -1 || family >= FAMILY_MAX ||
	    (families_all() >> family & 1) == 0 ||
	    rbuf_u16(b, &len) == -1 || rbuf_sub(b, len, &nlri) == -1 ||
	    nlri_read(&nlri, (enum family)family, nlri_how(r->flags),
	    &r->nlri, key) != 0 || nlri.left > 0)
		return -1;
	return 0;
}

static int
read_push(struct rbuf *b, struct inject_record *r, struct wbuf *key)
{
	uint64_t when = 0;

	if (rbuf_u32(b, &r->id) == -1 || r->id == 0 ||
	    rbuf_u8(b, &r->flags) == -1 ||
	    rbuf_u8(b, &r->source) == -1 ||
	    (r->source != CTL_SRC_BGPCTL && r->source != CTL_SRC_PROGRAM) ||
	    rbuf_u8(b, &r->set) == -1 ||
	    rbuf_u16(b, &r->body) == -1 || r->body >= INJECT_BODIES ||
	    read_nlri(b, r, key) == -1)
		return -1;
	if ((r->flags & INJECT_LEASED) != 0 && rbuf_u64(b, &when) == -1)
		return -1;
	if (when > INT64_MAX)
		return -1;
	r->expires = (int64_t)when;
	if (read_string(b, ROUTE_SELECTOR_MAX, &r->selector) == -1 ||
	    read_string(b, OWNER_MAX, &r->owner) == -1 ||
	    read_string(b, ROUTE_REASON_MAX, &r->reason) == -1 ||
	    read_string(b, ROUTE_NAME_MAX, &r->name) == -1 ||
	    read_string(b, ROUTE_NAME_MAX, &r->watchdog) == -1)
		return -1;
	return 0;
}

static int
read_id(struct rbuf *b, struct inject_record *r)
{
	return rbuf_u32(b, &r->id) == -1 || r->id == 0 ? -1 : 0;
}

static int
read_record(struct rbuf *b, struct inject_record *r, struct wbuf *key)
{
	switch (r->type) {
	case INJECT_SET:
		if (rbuf_u8(b, &r->set) == -1 ||
		    read_octets(b, &r->octets) == -1)
			return -1;
		return check_set(r->octets);
	case INJECT_BODY:
		return read_body(b, r);
	case INJECT_PUSH:
		return read_push(b, r, key);
	case INJECT_POP:
		return read_id(b, r);
	case INJECT_TAKE:
	case INJECT_JOIN:
	case INJECT_EXCLUDE:
		if (read_id(b, r) == -1)
			return -1;
		return rbuf_u8(b, &r->set);
	case INJECT_KNOWN:
	case INJECT_GONE:
		return rbuf_u8(b, &r->set);
	default:
		return -1;
	}
}

int
inject_record_next(struct rbuf *b, struct inject_record *r,
    struct wbuf *key)
{
	struct inject_record v = { 0 };
	struct rbuf in = *b;

	if (in.left == 0)
		return 0;
	if (rbuf_u8(&in, &v.type) == -1 || read_record(&in, &v, key) == -1)
		return -1;
	*b = in;
	*r = v;
	return 1;
}

/* --- frames --------------------------------------------------------------- */

static uint64_t
checksum(uint64_t at, struct rbuf records)
{
	const struct hash_key key = { { at, records.left } };

	return hash_bytes(&key, records.p, records.left);
}

void
inject_frame_header(uint8_t header[INJECT_HEADER], uint64_t at,
    struct rbuf records)
{
	struct wbuf w;

	wbuf_fixed(&w, header, INJECT_HEADER);
	wbuf_u32(&w, (uint32_t)records.left);
	write_u64(&w, checksum(at, records));
}

int
inject_frame_next(struct rbuf *b, uint64_t at, struct rbuf *records)
{
	struct rbuf in = *b, v;
	uint64_t sum;
	uint32_t n;

	if (rbuf_u32(&in, &n) == -1 || rbuf_u64(&in, &sum) == -1)
		return 0;
	if (n == 0 || n > INJECT_FRAME_MAX)
		return -1;
	if (rbuf_sub(&in, n, &v) == -1)
		return 0;
	if (checksum(at, v) != sum)
		return -1;
	*b = in;
	*records = v;
	return 1;
}
