/* SPDX-License-Identifier: ISC */
/*
 * bgpd -n, -nn and -nv: checks files and touches nothing.
 */
#ifndef PARENT_CHECK_H
#define PARENT_CHECK_H

#include "options.h"

/* 0 no error, 1 errors; told on standard error. */
int	check_files(const struct options *o);

#endif
