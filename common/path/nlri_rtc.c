/* SPDX-License-Identifier: ISC */
/*
 * Route target membership (RFC 4684 4): a prefix of an AS and a route target.
 * It has none of the AS (the default, everything), or all of it and as many
 * bits of the target as there are.  As on the wire, with host bits masked, it
 * is its key; nothing is carried.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/attr_event.h"
#include "path/attr_text.h"
#include "path/ext_community.h"
#include "path/nlri_row.h"
#include "path/nlri_words.h"
#include "path/rd.h"

enum {
	AS_BITS = 32, TARGET_SIZE = 8, TARGET_BITS = TARGET_SIZE * 8,
	BITS_MAX = AS_BITS + TARGET_BITS, OCTETS_MAX = BITS_MAX / 8,
	ROUTE_TARGET = 0x02, TEXT_MAX = 64
};

/* What a key says. */
struct parts {
	unsigned	bits;		/* 0: everything */
	uint32_t	as;
	uint8_t		target[TARGET_SIZE];
	unsigned	target_bits;
};

/* --- octets -------------------------------------------------------------- */

static unsigned
octets_of(unsigned bits)
{
	return (bits + 7) / 8;
}

/* What is behind bits becomes 0. */
static void
mask(uint8_t *p, unsigned bits)
{
	if (bits % 8 != 0)
		p[bits / 8] &= (uint8_t)(0xff << (8 - bits % 8));
}

static int
rtc_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	uint8_t bits, prefix[OCTETS_MAX];
	size_t k = key->len;
	struct rbuf in = *b;

	(void)f;
	if (key->failed || carried->failed || rbuf_u8(&in, &bits) == -1 ||
	    bits > BITS_MAX || (bits > 0 && bits < AS_BITS) ||
	    rbuf_bytes(&in, prefix, octets_of(bits)) == -1)
		return -1;
	mask(prefix, bits);
	wbuf_u8(key, bits);
	wbuf_bytes(key, prefix, octets_of(bits));
	if (nlri_fitted(key, k, carried, carried->len) == -1)
		return -1;
	*b = in;
	return 0;
}

static void
rtc_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	wbuf_bytes(w, n->key.p, n->key.left);
}

static size_t
rtc_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return n->key.left;
}

static int
key_parts(const struct nlri_view *n, struct parts *p)
{
	struct rbuf b = n->key;
	uint8_t bits;

	memset(p, 0, sizeof(*p));
	if (rbuf_u8(&b, &bits) == -1 || b.left != octets_of(bits) ||
	    bits > BITS_MAX)
		return -1;
	p->bits = bits;
	if (bits == 0)
		return 0;
	if (rbuf_u32(&b, &p->as) == -1)
		return -1;
	p->target_bits = bits - AS_BITS;
	return rbuf_bytes(&b, p->target, b.left);
}

/* --- what is said of it -------------------------------------------------- */

/* A word: other communities of eight octets may have several. */
static void
print_target(struct wbuf *out, const struct parts *p)
{
	if (p->target_bits < TARGET_BITS) {
		emit_hex_lower(out, p->target, octets_of(p->target_bits));
		wbuf_u8(out, '/');
		emit_number(out, p->target_bits);
	} else if (p->target[0] <= 2 && p->target[1] == ROUTE_TARGET)
		ext_community_print(out, p->target);
	else
		emit_hex_lower(out, p->target, TARGET_SIZE);
}

static void
rtc_print(struct wbuf *out, const struct nlri_view *n)
{
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	if (p.bits == 0) {
		wbuf_str(out, "default");
		return;
	}
	wbuf_str(out, "origin-as ");
	emit_number(out, p.as);
	if (p.target_bits > 0) {
		wbuf_str(out, " route-target ");
		print_target(out, &p);
	}
}

/* Less than a whole target: null, and what there is of it. */
static void
json_target(struct wbuf *w, const struct parts *p, unsigned shape)
{
	wbuf_str(w, ", ");
	nlri_json_name(w, "route-target");
	if (p->target_bits == TARGET_BITS) {
		wbuf_u8(w, '"');
		if (!ext_event(w, p->target, shape))
			emit_hex(w, p->target, TARGET_SIZE);
		wbuf_u8(w, '"');
		return;
	}
	wbuf_str(w, "null");
	if (p->bits == 0)
		return;
	wbuf_str(w, ", ");
	nlri_json_number(w, "prefix-length", p->bits);
	wbuf_str(w, ", ");
	nlri_json_name(w, "route-target-prefix");
	wbuf_u8(w, '"');
	emit_hex(w, p->target, octets_of(p->target_bits));
	wbuf_u8(w, '"');
}

static void
rtc_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	wbuf_str(w, "{ ");
	nlri_json_number(w, "origin", p.as);
	json_target(w, &p, form->shape);
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

/* --- words --------------------------------------------------------------- */

enum { SAID_AS = 1, SAID_TARGET = 2, SAID_DEFAULT = 4 };

struct target {
	uint8_t		octets[TARGET_SIZE];
	unsigned	bits;
};

struct words {
	uint32_t	said;
	uint32_t	as;
	struct target	target;
};

/* "0x0002fbf4/32": the first bits, and no other is set.  0 or -1. */
static int
read_bits(const char *s, struct target *v)
{
	const char *slash = strchr(s, '/');
	uint8_t octets[TARGET_SIZE] = { 0 }, masked[TARGET_SIZE];
	char digits[TEXT_MAX];
	struct wbuf w;
	uint64_t bits = TARGET_BITS;
	size_t n = slash == NULL ? strlen(s) : (size_t)(slash - s);

	if (n >= sizeof(digits) || (slash != NULL &&
	    (slash[1] == '0' || text_u64(slash + 1, TARGET_BITS, &bits) == -1)))
		return -1;
	memcpy(digits, s, n);
	digits[n] = '\0';
	wbuf_fixed(&w, octets, sizeof(octets));
	if (nlri_hex(digits, sizeof(octets), &w) == -1 ||
	    w.len != octets_of((unsigned)bits))
		return -1;
	memcpy(masked, octets, sizeof(masked));
	mask(masked, (unsigned)bits);
	if (memcmp(masked, octets, sizeof(masked)) != 0)
		return -1;
	memcpy(v->octets, octets, sizeof(octets));
	v->bits = (unsigned)bits;
	return 0;
}

/* Of "target:A:B" or "A:B". */
static const char *
pair_of(const char *s)
{
	static const char name[] = "target:";
	size_t skip = sizeof(name) - 1;

	return strlen(s) >= skip && memcmp(s, name, skip) == 0 ? s + skip : s;
}

/* 0 or -1. */
static int
read_pair(const char *s, struct target *v)
{
	struct ext_fields f = { .n = 2 };
	size_t n = strlen(s);
	char text[TEXT_MAX], *colon;

	if (n >= sizeof(text))
		return -1;
	memcpy(text, s, n + 1);
	colon = strchr(text, ':');
	if (colon == NULL)
		return -1;
	*colon = '\0';
	f.v[0] = text;
	f.v[1] = colon + 1;
	v->bits = TARGET_BITS;
	return ext_form_read(ext_form_by_name("target"), &f, v->octets);
}

static int
value_target(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct target made;
	const char *why;

	if (tok == NULL)
		return text_error_at(e, t, "%s: a value is missing", word);
	why = rd_why(pair_of(tok->s));
	if (why != NULL)
		return text_error_token(e, tok, "%s: '%.64s': %s", word,
		    tok->s, why);
	if (read_bits(tok->s, &made) == -1 &&
	    read_pair(pair_of(tok->s), &made) == -1)
		return text_error_token(e, tok, "%s: '%.64s' is not "
		    "target:A:B, nor 0x, digits and /bits", word, tok->s);
	*(struct target *)v = made;
	t->at++;
	return 0;
}

/* A word without a value. */
static int
value_default(struct tokens *t, const char *word, void *v,
    struct text_error *e)
{
	(void)t;
	(void)word;
	(void)v;
	(void)e;
	return 0;
}

static const struct nlri_word words[] = {
	{ "origin-as", nlri_value_asn, offsetof(struct words, as), SAID_AS },
	{ "route-target", value_target, offsetof(struct words, target),
	    SAID_TARGET },
	{ "default", value_default, 0, SAID_DEFAULT },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

static void *
rtc_begin(enum family f)
{
	(void)f;
	return xcalloc(1, sizeof(struct words));
}

static int
rtc_one(void *arg, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct words *v = arg;
	int r = nlri_word_one(words, WORDS, v, &v->said, t, e);

	if (r == 1 && (v->said & SAID_DEFAULT) != 0 && v->said != SAID_DEFAULT)
		return text_error_token(e, tok, "'default' is all there is, "
		    "without origin-as and route-target");
	return r;
}

static int
rtc_finish(const void *arg, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct words *v = arg;

	(void)carried;
	if (v->said == SAID_DEFAULT) {
		wbuf_u8(key, 0);
		return 0;
	}
	if (v->said == 0)
		return text_error_at(e, t, "'origin-as' or 'default' is "
		    "missing");
	if (nlri_word_missing(words, WORDS, SAID_AS, v->said, t, e) == -1)
		return -1;
	wbuf_u8(key, (uint8_t)(AS_BITS + v->target.bits));
	wbuf_u32(key, v->as);
	wbuf_bytes(key, v->target.octets, octets_of(v->target.bits));
	return 0;
}

/* Worth suggesting. */
static const char *const suggested[] = {
	"origin-as", "route-target", "default", NULL
};

const struct nlri_row nlri_rtc = {
	.read = rtc_read,
	.write = rtc_write,
	.write_size = rtc_write_size,
	.print = rtc_print,
	.json = rtc_json,
	.begin = rtc_begin,
	.one = rtc_one,
	.finish = rtc_finish,
	.free = free,
	.nexthops = 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
	.words = suggested,
};
