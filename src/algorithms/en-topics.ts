import type { zh } from './zh-topics.ts';

/** The same subjects in English. A word is found where it begins, so that its plural is found too. */
export const en: Readonly<Record<keyof typeof zh, string>> = {
  school:
    'school, classroom, pupil, student, homework, tutoring, canteen, headmaster, campus, university, lesson, textbook',
  kindergarten: 'kindergarten, nursery, preschool, crèche, toddler',
  teachers: 'teacher, teaching staff, substitute teacher, teaching quality',
  enrolment:
    'enrolment, admission, entrance exam, school place, exam, diploma, scholarship, tuition waiver, transfer school, dropout',
  schoolfees: 'tuition, school fee, private school, education bureau, training centre, compulsory education',
  culture: 'culture, museum, library, heritage, theatre, film, broadcast, television, monument, festival',
  sports: 'sport, stadium, football, basketball, badminton, swimming, gym, fitness, athlete, coach',
  wages: 'wage, salary, unpaid wages, overtime, bonus, minimum wage, annual leave, maternity leave, payday',
  contract:
    'labour contract, employer, employee, dismissal, laid off, temporary worker, labour law, severance, redundancy, trade union',
  insurance: 'social insurance, medical insurance, unemployment benefit, contribution, reimbursement, social security',
  retirement: 'pension, retirement, retiree, retired',
  jobs: 'job, unemployed, vacancy, recruitment, vocational training, skills training, hiring, start a business, apprenticeship',
  injury:
    'work injury, occupational disease, protective equipment, labour protection, workplace safety, disability assessment',
  hospital:
    'hospital, doctor, nurse, patient, clinic, treatment, surgery, diagnosis, medical bill, ambulance, vaccine, disease, epidemic, emergency room',
  fooddrug: 'food safety, restaurant hygiene, medicine, pharmacy, supplements, expired, poisoning, cosmetics, takeaway',
  family: 'family planning, birth permit, second child, pregnancy, only child, pregnant',
  taxi: 'taxi, ride hailing, coach station, fare, driver, bus company, intercity, passenger, unlicensed cab',
  freight: 'truck, freight, logistics, lorry, overload, shipping, cargo, dump truck',
  road: 'motorway, highway, toll, bridge, railway, train station, airport, tunnel, expressway',
  post: 'post office, parcel, courier, letter box, delivery, postal',
  pollution:
    'pollution, sewage, smoke, dust, smell, stench, emission, waste water, air quality, chemical plant, environmental impact, exhaust',
  noise: 'noise, noisy, loud, sleep, at night, karaoke, square dancing, drilling, loudspeaker',
  building:
    'property deed, developer, flat, mortgage, leak, crack, construction quality, housing fund, handover, social housing',
  estate:
    'property management, owners committee, parking, garage, security guard, lift, elevator, stairwell, management fee, compound',
  demolition: 'demolition, compensation, resettlement, relocation, illegal building, eviction, urban renewal',
  planning: 'planning, zoning, metro, subway, public square, landscape, urban development, public facilities',
  municipal:
    'rubbish, litter, garbage, street light, pavement, pothole, sewer, drain, manhole, water supply, power cut, heating, gas pipe, bus stop, public toilet, street vendor, zebra crossing, traffic light',
  construction: 'construction site, contractor, tender, bidding, scaffold, crane, work safety',
  tourism: 'tourism, scenic, travel agency, tour guide, hotel, admission ticket, tourist, holiday',
  trade:
    'market supervision, consumer, fraud, scam, fake, counterfeit, price, refund, advertisement, shop, supermarket, licence, pyramid selling, trademark, monopoly',
  farm: 'farmer, village, crop, irrigation, fertiliser, livestock, forest, reservoir, poverty relief, homestead',
  land: 'land use, mine, quarry, mining, landslide, land rights, farmland',
  police:
    'police, theft, burglary, gambling, drug dealing, household registration, identity card, driving licence, traffic accident, fire brigade, fight',
  court: 'court, judge, lawsuit, lawyer, legal aid, verdict, arbitration, mediation, appeal',
  civil:
    'subsistence allowance, disability, disabled, veteran, funeral, cemetery, marriage registration, adoption, orphan, nursing home, charity, donation, election',
  corruption: 'corruption, bribe, embezzlement, abuse of power, official, inaction, discipline',
  finance: 'bank, loan, interest, insurance company, stock, taxes, investment, credit, bankruptcy',
  telecom: 'broadband, internet, mobile phone, signal, phone bill, website, software, patent',
  care: 'elderly, old people, living alone, carer, wheelchair, bedridden, meals on wheels, dementia, home visit, day care, bathing',
  home: 'plumbing, water tap, toilet, light bulb, socket, wiring, door lock, handrail, ramp, stairs, repair, blocked, window, boiler',
  goods:
    'clothes, coat, blanket, rice, cooking oil, milk, nappies, school bag, toys, furniture, crutches, hungry, nowhere to live',
  company: 'depressed, anxious, lonely, counselling, insomnia, stress, quarrel, domestic violence, afraid',
  neighbours: 'neighbour, upstairs, downstairs, dispute, clutter, e-bike, charging, dog, hens, falling objects',
  activity: 'common room, dance, choir, chess, holiday camp, after school, volunteer, lecture, reading group',
  emergency:
    'on fire, gas leak, collapse, trapped, fainted, first aid, flood, storm, urgent, cancer, accident, drowning',
  migrants: 'migrant, left-behind, residence permit, newcomer, rural workers',
  paperwork: 'fill in, certificate, permit, application, official stamp, procedure, inheritance, debt, custody',
};
