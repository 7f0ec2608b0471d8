/* SPDX-License-Identifier: ISC */
/*
 * AFI 25, SAFI 65, where the length says what follows the route distinguisher:
 *
 *	17	VE id 2, block offset 2, block size 2, label base 3: a block of
 *		labels (RFC 4761 3.2.2); the base is carried, the rest is key
 *	12	the address of a PE, BGP auto-discovery (RFC 6074 3.2.2.1)
 *	15, 18…	CE id, block offset, label base, and what is known of the
 *		circuits (RFC 6624 3.2): kept as octets, all of them key
 *
 * Keys have 14 octets, 12, or as many as there are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/nlri_row.h"
#include "path/nlri_words.h"
#include "path/rd.h"

enum {
	PE_LEN = RD_SIZE + 4,
	BLOCK_LEN = RD_SIZE + 9, BLOCK_KEY = BLOCK_LEN - LABEL_SIZE,
	/* circuits, which take 3 octets and more when there are any */
	OTHER_LEN = RD_SIZE + 7, OTHER_NEXT = OTHER_LEN + 3, OTHER_MAX = 255
};

struct block {
	uint16_t	endpoint;
	uint16_t	offset;
	uint16_t	size;
};

/* --- octets -------------------------------------------------------------- */

static bool
is_other(size_t len)
{
	return len == OTHER_LEN || (len >= OTHER_NEXT && len <= OTHER_MAX);
}

static int
vpls_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	struct rbuf in = *b, body;
	size_t k = key->len, c = carried->len;
	uint16_t len;

	(void)f;
	if (key->failed || carried->failed || rbuf_u16(&in, &len) == -1 ||
	    rbuf_sub(&in, len, &body) == -1)
		return -1;
	if (len == BLOCK_LEN) {
		wbuf_bytes(key, body.p, BLOCK_KEY);
		wbuf_bytes(carried, body.p + BLOCK_KEY, LABEL_SIZE);
	} else if (len == PE_LEN || is_other(len))
		wbuf_bytes(key, body.p, len);
	else
		return -1;
	if (nlri_fitted(key, k, carried, c) == -1)
		return -1;
	*b = in;
	return 0;
}

static void
vpls_about(const struct nlri_view *n, struct nlri_about *a)
{
	struct rbuf key = n->key;

	a->has_rd = rbuf_bytes(&key, a->rd, sizeof(a->rd)) == 0;
}

/* What is withdrawn without its label base has one of 0. */
static void
vpls_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	static const uint8_t no_base[LABEL_SIZE];
	bool block = n->key.left == BLOCK_KEY;

	(void)withdraw;
	wbuf_u16(w, (uint16_t)(block ? BLOCK_LEN : n->key.left));
	wbuf_bytes(w, n->key.p, n->key.left);
	if (block)
		wbuf_bytes(w, n->carried.left == LABEL_SIZE ? n->carried.p :
		    no_base, LABEL_SIZE);
}

static size_t
vpls_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return 2 + n->key.left + (n->key.left == BLOCK_KEY ? LABEL_SIZE : 0);
}

/* --- what is said of it -------------------------------------------------- */

static struct block
block_of(struct rbuf key)
{
	struct block v = { 0 };

	if (rbuf_skip(&key, RD_SIZE) == -1 ||
	    rbuf_u16(&key, &v.endpoint) == -1 ||
	    rbuf_u16(&key, &v.offset) == -1 || rbuf_u16(&key, &v.size) == -1)
		return (struct block){ 0 };
	return v;
}

static int
base_of(const struct nlri_view *n, uint32_t *base)
{
	struct rbuf b = n->carried;

	if (rbuf_u24(&b, base) == -1)
		return -1;
	*base >>= 4;
	return 0;
}

static void
print_number(struct wbuf *out, const char *word, uint32_t v)
{
	wbuf_str(out, word);
	emit_number(out, v);
}

static void
vpls_print(struct wbuf *out, const struct nlri_view *n)
{
	struct block v = block_of(n->key);
	uint32_t base;

	if (is_other(n->key.left)) {
		wbuf_str(out, "circuits ");
		emit_hex_lower(out, n->key.p, n->key.left);
		return;
	}
	if (n->key.left < PE_LEN)
		return;
	wbuf_str(out, "rd ");
	rd_print(out, n->key.p);
	if (n->key.left == PE_LEN) {
		wbuf_str(out, " pe-address ");
		emit_ipv4(out, n->key.p + RD_SIZE);
		return;
	}
	print_number(out, " endpoint ", v.endpoint);
	if (base_of(n, &base) == 0)
		print_number(out, " base ", base);
	print_number(out, " offset ", v.offset);
	print_number(out, " size ", v.size);
}

static void
block_json(struct wbuf *w, const struct nlri_view *n)
{
	struct block v = block_of(n->key);
	uint32_t base;

	wbuf_str(w, ", ");
	nlri_json_number(w, "endpoint", v.endpoint);
	if (base_of(n, &base) == 0) {
		wbuf_str(w, ", ");
		nlri_json_number(w, "base", base);
	}
	wbuf_str(w, ", ");
	nlri_json_number(w, "offset", v.offset);
	wbuf_str(w, ", ");
	nlri_json_number(w, "size", v.size);
}

/* There is no shorter form, so that compact changes nothing. */
static void
vpls_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	(void)form;
	if (n->key.left < PE_LEN)
		return;
	wbuf_str(w, "{ ");
	nlri_json_rd(w, n->key.p);
	if (n->key.left == BLOCK_KEY)
		block_json(w, n);
	else if (n->key.left == PE_LEN) {
		wbuf_str(w, ", \"pe-address\": \"");
		emit_ipv4(w, n->key.p + RD_SIZE);
		wbuf_u8(w, '"');
	} else {
		wbuf_str(w, ", \"circuits\": \"");
		emit_hex_lower(w, n->key.p, n->key.left);
		wbuf_u8(w, '"');
	}
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

/* --- words --------------------------------------------------------------- */

enum {
	SAID_RD = 1, SAID_ENDPOINT = 2, SAID_BASE = 4, SAID_OFFSET = 8,
	SAID_SIZE = 16, SAID_PE = 32, SAID_CIRCUITS = 64,
	SAID_KEY = SAID_RD | SAID_ENDPOINT | SAID_OFFSET | SAID_SIZE
};

struct words {
	uint32_t	said;
	uint8_t		rd[RD_SIZE];
	struct block	block;
	uint32_t	base;
	struct addr	pe;
	struct wbuf	circuits;
	uint8_t		room[OTHER_MAX];
};

static int
value_base(struct tokens *t, const char *word, void *v, struct text_error *e)
{
	uint64_t n;

	if (token_u64(t, word, LABEL_MAX, &n, e) == -1)
		return -1;
	*(uint32_t *)v = (uint32_t)n;
	return 0;
}

static int
value_pe(struct tokens *t, const char *word, void *v, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct addr a;

	if (nlri_value_addr(t, word, &a, e) == -1)
		return -1;
	if (a.af != ADDR_V4)
		return text_error_token(e, tok, "%s: '%.64s' is not an IPv4 "
		    "address", word, tok->s);
	*(struct addr *)v = a;
	return 0;
}

static int
value_circuits(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf *w = v;

	if (tok == NULL)
		return text_error_at(e, t, "%s: a value is missing", word);
	if (nlri_hex(tok->s, OTHER_MAX, w) == -1 || !is_other(w->len))
		return text_error_token(e, tok, "%s: '%.64s' is not %d octets "
		    "or %d to %d in hexadecimal, route distinguisher first",
		    word, tok->s, OTHER_LEN, OTHER_NEXT, OTHER_MAX);
	t->at++;
	return 0;
}

static const struct nlri_word words[] = {
	{ "rd", nlri_value_rd, offsetof(struct words, rd), SAID_RD },
	{ "route-distinguisher", nlri_value_rd, offsetof(struct words, rd),
	    SAID_RD },
	{ "endpoint", nlri_value_u16, offsetof(struct words, block.endpoint),
	    SAID_ENDPOINT },
	{ "base", value_base, offsetof(struct words, base), SAID_BASE },
	{ "offset", nlri_value_u16, offsetof(struct words, block.offset),
	    SAID_OFFSET },
	{ "size", nlri_value_u16, offsetof(struct words, block.size),
	    SAID_SIZE },
	{ "pe-address", value_pe, offsetof(struct words, pe), SAID_PE },
	{ "circuits", value_circuits, offsetof(struct words, circuits),
	    SAID_CIRCUITS },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

static void *
vpls_begin(enum family f)
{
	struct words *v = xcalloc(1, sizeof(*v));

	(void)f;
	wbuf_fixed(&v->circuits, v->room, sizeof(v->room));
	return v;
}

static int
vpls_one(void *arg, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct words *v = arg;
	uint32_t alone;
	int r = nlri_word_one(words, WORDS, v, &v->said, t, e);

	if (r != 1)
		return r;
	/* circuits hold everything, pe-address has a distinguisher only */
	alone = (v->said & SAID_CIRCUITS) != 0 ? SAID_CIRCUITS :
	    (v->said & SAID_PE) != 0 ? SAID_PE | SAID_RD : v->said;
	if ((v->said & ~alone) != 0)
		return text_error_token(e, tok, "'%.64s' does not go with "
		    "what is said before it", tok->s);
	return 1;
}

static int
vpls_announced(const void *arg, const struct tokens *t, struct text_error *e)
{
	const struct words *v = arg;

	if ((v->said & (SAID_PE | SAID_CIRCUITS)) != 0)
		return 0;
	if (nlri_word_missing(words, WORDS, SAID_KEY | SAID_BASE, v->said, t,
	    e) == -1)
		return -1;
	if (v->base + v->block.size > LABEL_MAX)
		return text_error_at(e, t, "base: a block of %u labels from "
		    "%u ends behind %d, the last label", v->block.size,
		    v->base, LABEL_MAX);
	return 0;
}

static int
finish_block(const struct words *v, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	if (nlri_word_missing(words, WORDS, SAID_KEY, v->said, t, e) == -1)
		return -1;
	wbuf_bytes(key, v->rd, RD_SIZE);
	wbuf_u16(key, v->block.endpoint);
	wbuf_u16(key, v->block.offset);
	wbuf_u16(key, v->block.size);
	if ((v->said & SAID_BASE) != 0)
		wbuf_u24(carried, v->base << 4 | LABEL_BOTTOM);
	return 0;
}

static int
vpls_finish(const void *arg, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct words *v = arg;

	if ((v->said & SAID_CIRCUITS) != 0) {
		wbuf_bytes(key, v->room, v->circuits.len);
		return 0;
	}
	if ((v->said & SAID_PE) == 0)
		return finish_block(v, t, key, carried, e);
	if (nlri_word_missing(words, WORDS, SAID_RD, v->said, t, e) == -1)
		return -1;
	wbuf_bytes(key, v->rd, RD_SIZE);
	wbuf_bytes(key, v->pe.b, 4);
	return 0;
}

/* Worth suggesting. */
static const char *const suggested[] = {
	"rd", "endpoint", "base", "offset", "size", "pe-address", NULL
};

const struct nlri_row nlri_vpls = {
	.read = vpls_read,
	.write = vpls_write,
	.write_size = vpls_write_size,
	.print = vpls_print,
	.json = vpls_json,
	.about = vpls_about,
	.begin = vpls_begin,
	.one = vpls_one,
	.announced = vpls_announced,
	.finish = vpls_finish,
	.free = free,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
	.words = suggested,
};
