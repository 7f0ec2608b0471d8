/* SPDX-License-Identifier: ISC */
/*
 * EVPN routes (RFC 7432 7, RFC 9136 3) as fields.  Of types 1 to 5 a row says
 * which fields there are and which of them are carried beside the key; any
 * other type is octets.  Private to path/.
 */
#ifndef PATH_EVPN_H
#define PATH_EVPN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/addr.h"
#include "bgp/family.h"
#include "bgp/prefix.h"
#include "path/nlri_words.h"
#include "path/rd.h"
#include "text/token.h"

/* In the order in which they stand on the wire. */
enum evpn_field {
	EVPN_RD = 1, EVPN_ESI = 2, EVPN_TAG = 4, EVPN_MAC = 8, EVPN_IP = 16,
	EVPN_PREFIX = 32, EVPN_GATEWAY = 64, EVPN_LABEL = 128,
	EVPN_END = 256
};

/* RFC 7432 8.2.1: the Ethernet tag of a route of a whole segment. */
#define EVPN_TAG_MAX	UINT32_MAX

struct evpn_row {
	uint8_t		 type;
	uint8_t		 labels;	/* at most */
	bool		 no_ip;		/* it may be without an address */
	const char	*word;
	const char	*name;		/* ExaBGP's */
	uint32_t	 fields;
	uint32_t	 carried;
	uint32_t	 needs;		/* that words must say */
	const char	*section;
};

struct evpn {
	uint8_t		rd[RD_SIZE];
	uint8_t		esi[ESI_SIZE];
	uint32_t	tag;
	uint8_t		mac[MAC_SIZE];
	struct addr	ip;		/* ADDR_NONE: none */
	struct prefix	prefix;
	struct addr	gateway;	/* of the prefix's family */
	uint8_t		labels[2 * LABEL_SIZE];
	uint8_t		labels_size;	/* octets */
};

/* evpn_fields.c; NULL: a type that is octets, no such word. */
const struct evpn_row *evpn_row(uint8_t type);
const struct evpn_row *evpn_row_by_word(const char *word);
/*
 * All fields of a row, which must fill the octets: those on the wire, or what
 * is behind the type of a key and what is carried (empty: zeros).  0, or -1
 * and *v as it was.
 */
int	evpn_take_wire(const struct evpn_row *r, struct rbuf body,
	    struct evpn *v);
int	evpn_take_parts(const struct evpn_row *r, struct rbuf key,
	    struct rbuf carried, struct evpn *v);
/* One of them, which is next in b; where it fails, b is what it left. */
int	evpn_take_field(const struct evpn_row *r, uint32_t field,
	    struct rbuf *b, struct evpn *v);
/* The same way back, to one buffer or two. */
void	evpn_put(const struct evpn_row *r, const struct evpn *v,
	    struct wbuf *key, struct wbuf *carried);
bool	evpn_has_esi(const struct evpn *v);
bool	evpn_has_gateway(const struct evpn *v);

/* evpn_words.c: the words of the row nlri_evpn. */
void   *evpn_begin(enum family f);
int	evpn_one(void *words, struct tokens *t, struct text_error *e);
int	evpn_announced(const void *words, const struct tokens *t,
	    struct text_error *e);
int	evpn_finish(const void *words, const struct tokens *t,
	    struct wbuf *key, struct wbuf *carried, struct text_error *e);

#endif
