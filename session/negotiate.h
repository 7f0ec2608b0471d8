/* SPDX-License-Identifier: ISC */
/*
 * What we say in an OPEN, whether theirs is what the configuration expects,
 * and what follows from both.
 */
#ifndef SESSION_NEGOTIATE_H
#define SESSION_NEGOTIATE_H

#include "bgp/negotiated.h"
#include "bgp/open.h"
#include "config/conf.h"

struct negotiate_self {
	uint32_t	 as;		/* ours, also when configured as auto */
	uint32_t	 id;		/* host order */
	const char	*version;	/* software-version text */
	bool		 restarting;	/* RFC 4724 3: R */
	bool		 plain;		/* no capabilities: they refused them */
};

void	negotiate_offer(const struct conf_neighbor *c,
	    const struct negotiate_self *self, struct open *o);
/* 0, or -1 with *err to send. */
int	negotiate_check(const struct conf_neighbor *c, const struct open *ours,
	    const struct open *theirs, struct notify *err);
/* Fills all but the addresses of the connection. */
void	negotiate_agree(const struct conf_neighbor *c, const struct open *ours,
	    const struct open *theirs, struct negotiated *n);

#endif
