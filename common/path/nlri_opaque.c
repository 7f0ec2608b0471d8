/* SPDX-License-Identifier: ISC */
/*
 * NLRI of families that are known by number only (RFC 4760 3).  Nobody here
 * knows where one of them ends: all octets of the field are one NLRI, which is
 * its key, and a message that we send holds one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/nlri_row.h"
#include "path/nlri_words.h"

/* What is longer than a key may be is left out alone. */
static int
opaque_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	size_t at = key->len;

	(void)f;
	(void)carried;
	if (b->left == 0 || key->failed)
		return -1;
	if (b->left <= NLRI_ROOM)
		wbuf_bytes(key, b->p, b->left);
	(void)rbuf_skip(b, b->left);
	if (!key->failed && key->len > at)
		return 0;
	wbuf_truncate(key, at);
	return 1;
}

static void
opaque_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	wbuf_bytes(w, n->key.p, n->key.left);
}

static size_t
opaque_write_size(const struct nlri_view *n, bool withdraw)
{
	(void)withdraw;
	return n->key.left;
}

static void
opaque_print(struct wbuf *out, const struct nlri_view *n)
{
	emit_hex_lower(out, n->key.p, n->key.left);
}

static void
opaque_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	const struct family_info *info = family_info(n->f);

	(void)form;
	wbuf_str(w, "{ ");
	nlri_json_number(w, "afi", info->afi);
	wbuf_str(w, ", ");
	nlri_json_number(w, "safi", info->safi);
	wbuf_str(w, ", ");
	nlri_json_name(w, "nlri");
	wbuf_u8(w, '"');
	opaque_print(w, n);
	wbuf_u8(w, '"');
	nlri_json_path(w, path_id);
	wbuf_str(w, " }");
}

/* --- words --------------------------------------------------------------- */

static void *
opaque_begin(enum family f)
{
	struct wbuf *octets = xcalloc(1, sizeof(*octets));

	(void)f;
	wbuf_growable(octets, NLRI_ROOM);
	return octets;
}

static void
opaque_free(void *words)
{
	wbuf_free(words);
	free(words);
}

static int
opaque_one(void *words, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf *octets = words;

	if (strncmp(tok->s, "0x", 2) != 0)
		return 0;
	if (octets->len > 0)
		return text_error_token(e, tok, "a second NLRI: a route has "
		    "one");
	if (nlri_hex(tok->s, NLRI_ROOM, octets) == -1 || octets->len == 0)
		return text_error_token(e, tok, "'%.64s' is not 0x and the "
		    "digits of 1 to %d octets", tok->s, NLRI_ROOM);
	t->at++;
	return 1;
}

static int
opaque_finish(const void *words, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct wbuf *octets = words;

	(void)carried;
	if (octets->len == 0)
		return text_error_at(e, t, "the octets of the NLRI (0x...) "
		    "are missing");
	wbuf_bytes(key, octets->p, octets->len);
	return 0;
}

static const char *const opaque_words[] = { "0x...", NULL };

/* A next hop of another length is taken too, as the octets that it is. */
const struct nlri_row nlri_opaque = {
	.read = opaque_read,
	.write = opaque_write,
	.write_size = opaque_write_size,
	.print = opaque_print,
	.json = opaque_json,
	.begin = opaque_begin,
	.one = opaque_one,
	.finish = opaque_finish,
	.free = opaque_free,
	.nexthops = 1ULL << 0 | 1ULL << 4 | 1ULL << 16 | 1ULL << 32,
	.any_nexthop = true,
	.fills_field = true,
	.words = opaque_words,
};
