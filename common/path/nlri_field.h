/* SPDX-License-Identifier: ISC */
/*
 * Fields of NLRI that are made of fields (MVPN, MUP, SR policy): one row of
 * nlri_field.c a kind, with how it is read from the wire and from a word, and
 * how it is written.  What a family is made of stands in its own file, see
 * nlri_typed.h.
 */
#ifndef PATH_NLRI_FIELD_H
#define PATH_NLRI_FIELD_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "text/token.h"

enum nlri_kind_of_field {
	FIELD_RD,		/* RFC 4364 4.2 */
	FIELD_AS,		/* an AS number of four octets */
	FIELD_U32,
	FIELD_U8,
	FIELD_ADDR,		/* an address of the NLRI's family */
	FIELD_ADDR_REST,	/* of either, and the last */
	FIELD_BITS_ADDR,	/* behind an octet with its length */
	FIELD_BITS_ADDR_ALL,	/* the same, or nothing: "*", RFC 6625 3 */
	FIELD_BITS_ADDR_ANY,	/* the same, of either family */
	FIELD_BITS_ADDR_MAY,	/* the same, or of no length: none */
	FIELD_PREFIX,		/* bits, and as many octets as they need */
	FIELD_TEID,		/* bits, and their octets: "12345/32" */
	FIELD_ROUTE,		/* another NLRI: type, length, octets */
};

/* Octets without the length in front of them, which is bits. */
struct nlri_value {
	bool		given;
	uint8_t		bits;
	struct rbuf	v;
};

enum { FIELD_MAX = 255 };	/* no NLRI of these families is longer */

/* The octets of a value, of a word or made canonical. */
struct nlri_room {
	uint8_t	p[FIELD_MAX];
};

struct nlri_field {
	const char	*word;		/* a synonym of it is rd's only */
	uint8_t		 kind;		/* enum nlri_kind_of_field */
	bool		 optional;	/* only as the last on the wire */
	bool		 bare;		/* behind the word of the route */
	bool		 text;		/* in quotes in JSON */
	const char	*json;
	const char	*json_bits;	/* NULL: its length is not said */
};

/* 0 and *v, of b's octets or of room's; -1 malformed, b as it was. */
int	field_take(struct rbuf *b, const struct nlri_field *f, uint8_t af,
	    struct nlri_room *room, struct nlri_value *v);
void	field_put(struct wbuf *w, const struct nlri_field *f,
	    const struct nlri_value *v);
/* The next word: 0 and *v, of room's octets, or -1 with *e. */
int	field_parse(struct tokens *t, const struct nlri_field *f, uint8_t af,
	    struct nlri_room *room, struct nlri_value *v,
	    struct text_error *e);
/* "word value", or the value alone where the word is the route's. */
void	field_print(struct wbuf *out, const struct nlri_field *f, uint8_t af,
	    const struct nlri_value *v);
/* The value alone. */
void	field_print_value(struct wbuf *out, const struct nlri_field *f,
	    uint8_t af, const struct nlri_value *v);
/* Is there an octet with its length in front of it? */
bool	field_has_bits(const struct nlri_field *f);
/* `"key": value`, with its length in front where that is said. */
void	field_json(struct wbuf *w, const struct nlri_field *f, uint8_t af,
	    const struct nlri_value *v);

#endif
