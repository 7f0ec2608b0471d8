/* SPDX-License-Identifier: ISC */
/*
 * What families of NLRI have in common: values of their words in the route
 * grammar, and members of their objects in events.  Private to path/.
 */
#ifndef PATH_NLRI_WORDS_H
#define PATH_NLRI_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "text/token.h"

enum { LABEL_SIZE = 3, LABEL_BOTTOM = 1, LABEL_MAX = 0xfffff };
enum { ESI_SIZE = 10, MAC_SIZE = 6 };

/* A value behind its word, into v: 0, or -1 with *e. */
typedef int nlri_value(struct tokens *t, const char *word, void *v,
	    struct text_error *e);

nlri_value	nlri_value_rd;		/* uint8_t[RD_SIZE] */
nlri_value	nlri_value_u16;		/* uint16_t */
nlri_value	nlri_value_u32;		/* uint32_t */
nlri_value	nlri_value_asn;		/* uint32_t */
nlri_value	nlri_value_addr;	/* struct addr, of either family */
nlri_value	nlri_value_prefix;	/* struct prefix, of either family */
nlri_value	nlri_value_esi;		/* uint8_t[ESI_SIZE] */
nlri_value	nlri_value_mac;		/* uint8_t[MAC_SIZE] */

/* A word and where its value goes; other words of the same share its bit. */
struct nlri_word {
	const char	*word;
	nlri_value	*value;
	size_t		 at;		/* offsetof in the family's words */
	uint32_t	 bit;
};

/*
 * The next word and its value, when it is one of n rows: 1 and its bit in
 * *seen, 0 none of them (nothing consumed), -1 with *e, also when that bit was
 * seen before.
 */
int	nlri_word_one(const struct nlri_word *rows, size_t n, void *words,
	    uint32_t *seen, struct tokens *t, struct text_error *e);
/* -1 and *e when a word of need, the first in the rows, was not seen. */
int	nlri_word_missing(const struct nlri_word *rows, size_t n,
	    uint32_t need, uint32_t seen, const struct tokens *t,
	    struct text_error *e);
/*
 * What a reader ends with, whose buffers were k and c long: 0, or -1 and both
 * as they were, when something did not fit.
 */
int	nlri_fitted(struct wbuf *key, size_t k, struct wbuf *carried,
	    size_t c);
/* Hexadecimal digits behind 0x, at most max octets, appended.  0 or -1. */
int	nlri_hex(const char *s, size_t max, struct wbuf *out);

/* "00:00:5e:00:53:01": an ESI, a MAC address. */
void	nlri_print_octets(struct wbuf *w, const uint8_t *p, size_t n);
/* " path-information 0.0.0.1", or nothing when it is NULL. */
void	nlri_line_path(struct wbuf *w, const uint32_t *path_id);

/* Members; those with a comma stand behind others. */
void	nlri_json_name(struct wbuf *w, const char *name);
/* "name": N */
void	nlri_json_number(struct wbuf *w, const char *name, uint64_t v);
void	nlri_json_rd(struct wbuf *w, const uint8_t *rd);
/* "label": [ [ 1000, 16001 ] ]: value and octets of each, as ExaBGP. */
void	nlri_json_labels(struct wbuf *w, struct rbuf labels);
/* , "path-information": "0.0.0.1", or nothing when it is NULL. */
void	nlri_json_path(struct wbuf *w, const uint32_t *path_id);

#endif
