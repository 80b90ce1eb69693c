/** Words in English that hurt whoever is meant by them; found as whole words. */
export const words =
  'idiot idiots moron morons imbecile bastard bastards asshole assholes arsehole bitch bitches scum scumbag scumbags retard retards retarded dumbass jackass dickhead wanker prick cunt whore slut fuck fucking motherfucker f*ck f**k bullshit';
