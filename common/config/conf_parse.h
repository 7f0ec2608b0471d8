/* SPDX-License-Identifier: ISC */
/*
 * Grammar of bgpd.conf: ExaBGP's and Herald's words, one table of words per
 * block.  Finds every error of a file at once.
 */
#ifndef CONFIG_CONF_PARSE_H
#define CONFIG_CONF_PARSE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stddef.h>
#include <stdint.h>

#include "config/conf_image.h"
#include "config/conf_writer.h"
#include "text/token.h"

/* A key found on the way: goes to the parent, never into the image. */
struct conf_key {
	uint32_t	neighbor;	/* id */
	uint8_t		kind;		/* enum conf_key_kind */
	uint8_t		len;
	/* AO: 1 hmac-sha-1-96 2 aes-128-cmac-96 3 hmac-sha-256 */
	uint8_t		algorithm;
	uint8_t		send_id;
	uint8_t		recv_id;
	uint8_t		preferred;
	uint8_t		pad[2];
	uint8_t		key[CONF_KEY_MAX];
};

struct conf_sink {
	void	*arg;
	/* line 0: about the file as a whole. */
	void	(*error)(void *arg, uint32_t line, uint32_t col,
		    const char *msg);
	void	(*warning)(void *arg, uint32_t line, uint32_t col,
		    const char *msg);
	void	(*key)(void *arg, const struct conf_key *k);
};

/*
 * Parses text.  Neighbour ids are taken from old (may be NULL) where the
 * neighbour's key (remote, local address, interface) is the same, else new
 * ones.  Returns the number of errors; w is to be used only when 0.
 */
unsigned conf_parse(const char *text, size_t len,
	    const struct conf_image *old, struct conf_writer *w,
	    const struct conf_sink *sink);

/* Canonical text of an image; keys by the callback (NULL: none known). */
struct wbuf;
void	conf_print(struct wbuf *out, const struct conf_image *img,
	    const struct conf_key *keys, size_t nkeys);

#endif
