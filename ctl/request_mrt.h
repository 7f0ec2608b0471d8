/* SPDX-License-Identifier: ISC */
/* show mrt: a file, and no daemon. */
#ifndef CTL_REQUEST_MRT_H
#define CTL_REQUEST_MRT_H

#include "request.h"

enum exit_code request_mrt(struct request *r);

#endif
