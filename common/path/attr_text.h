/* SPDX-License-Identifier: ISC */
/*
 * Words and printers of the attributes, for rows of attr_table.c.  A parser
 * is called behind its keyword; a printer writes the value, not the keyword.
 */
#ifndef PATH_ATTR_TEXT_H
#define PATH_ATTR_TEXT_H

#include "bgp/addr.h"
#include "path/attr_row.h"

typedef int attr_parse(struct tokens *t, struct attr_builder *b,
	    struct text_error *e);
typedef void attr_print(struct wbuf *out, struct rbuf v);

/* scalar_text.c */
attr_parse	attr_origin_parse;
attr_print	attr_origin_print;
attr_print	attr_nexthop_print;	/* with its keyword */
attr_parse	attr_med_parse;
attr_print	attr_med_print;
attr_parse	attr_local_pref_parse;
attr_print	attr_local_pref_print;
attr_parse	attr_atomic_parse;
attr_print	attr_atomic_print;
attr_parse	attr_aggregator_parse;
attr_print	attr_aggregator_print;
attr_parse	attr_originator_parse;
attr_print	attr_originator_print;
attr_parse	attr_aigp_parse;
attr_print	attr_aigp_print;
bool		attr_aigp_has_words(struct rbuf value);
attr_parse	attr_otc_parse;
attr_print	attr_otc_print;
bool		attr_otc_has_words(struct rbuf value);

/* community_text.c */
attr_parse	attr_cluster_parse;
attr_print	attr_cluster_print;
attr_parse	attr_community_parse;
attr_print	attr_community_print;
attr_parse	attr_large_parse;
attr_print	attr_large_print;

/* ext_community_text.c */
attr_parse	attr_ext_community_parse;
attr_print	attr_ext_community_print;

/* ext_ipv6_text.c */
attr_parse	attr_ipv6_ext_parse;
attr_print	attr_ipv6_ext_print;

/* pmsi.c, prefix_sid_text.c, tunnel.c */
attr_parse	attr_pmsi_parse;
attr_print	attr_pmsi_print;
attr_parse	attr_prefix_sid_parse;
attr_print	attr_prefix_sid_print;	/* with its keywords */
bool		attr_prefix_sid_has_words(struct rbuf value);
attr_parse	attr_tunnel_parse;
attr_print	attr_tunnel_print;

/* attr_list.c: one value, or several in brackets, with or without commas. */
typedef int attr_item(struct tokens *t, void *arg, struct text_error *e);
int	attr_list_parse(struct tokens *t, const char *what, attr_item *item,
	    void *arg, struct text_error *e);
/* Units printed by fn; brackets round other than one. */
void	attr_list_print(struct wbuf *out, struct rbuf v, size_t unit,
	    void (*fn)(struct wbuf *out, const uint8_t *unit_octets));
/* Digits of one hexadecimal string behind 0x into n octets; 0 or -1. */
int	attr_hex(const char *s, uint8_t *out, size_t n);
/* 0x and pairs of digits, however many, appended; 0 or -1. */
int	attr_octets(const struct token *tok, struct wbuf *w);
/* The next word must be this one; 0 and it is taken, or -1. */
int	attr_expect(struct tokens *t, const char *what, const char *word,
	    struct text_error *e);
/* The next word as an address; af: of this family, or ADDR_NONE: any. */
int	attr_addr_parse(struct tokens *t, const char *what, uint8_t af,
	    struct addr *a, struct text_error *e);

#endif
