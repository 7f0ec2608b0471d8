/* SPDX-License-Identifier: ISC */
/* Passwords as written to the octets of a key. */
#ifndef CONFIG_CONF_SECRET_H
#define CONFIG_CONF_SECRET_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

/* The length; -1: not base64, empty, or longer than CONF_KEY_MAX. */
int	conf_secret_octets(const char *s, enum conf_base64 how,
	    uint8_t out[CONF_KEY_MAX]);
/* out[CONF_SECRET_MAX]: base64 text of n octets. */
void	conf_secret_base64(const uint8_t *p, size_t n, char *out);

#endif
